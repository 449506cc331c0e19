"""Finding orders, and the story of one."""
import json, re
from console.chromium import check, exactly, expect
from console.desk import go, row

HERO = "/orders/NORTHQUAY_DE/NQ-20731"


def find(desk):
    page = desk.page("agent")
    for what, query, order in [
        ("an order id in other case and with blanks", "  nq 20731 ", "NQ-20731"),
        ("a return id", "rma-nq-20731-1", "NQ-20731"), ("a credit note", "cnx 3307", "NQ-20731"),
        ("a tracking number", "np 2073110 de", "NQ-20731"),
        ("an e-mail address", "Yann.D@courrier.example", "NQ-20753"),
    ]:
        with check(f"finds by {what}"):
            go(page, "Orders")
            page.get_by_role("searchbox", name="Find an order").fill(query)
            page.get_by_role("button", name="Find", exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(f"Order {order}")
            expect(page).to_have_url(re.compile(rf"/{order}$"))
            assert [found["order_id"] for found in desk.api("/orders", q=query.strip())["orders"]] == [order]
    with check("several that are found are listed"):
        go(page, "Communications")
        box = page.get_by_role("search").get_by_role("searchbox")
        box.fill("ada.q@mail.example")
        box.press("Enter")
        table = page.get_by_role("table", name="Best match first")
        expect(table.get_by_role("row")).to_have_count(3)
        table.get_by_role("link", name="NQ-20755E").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Order NQ-20755E")
    with check("nothing found is said"):
        page.get_by_role("searchbox").fill("no such number")
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
        expect(page.locator("main")).to_contain_text("“no such number”")
        expect(page.get_by_role("searchbox")).to_have_value("no such number")


def order(desk):
    page = desk.page("agent")
    page.goto(HERO)
    entries = page.locator("ol.timeline > li")
    story = desk.api("/orders/NORTHQUAY_DE/NQ-20731/timeline")["items"]
    with check("the timeline has every message, as the API has"):
        messages = [item for item in story if item["type"] == "message"]
        assert len(messages) > 10
        expect(page.get_by_role("link", name=re.compile(r"^Message \d+ as it came$"))).to_have_count(len(messages))
    with check("an entry has what its message meant"):
        first = entries.filter(has_text="order_management.created")
        expect(first).to_contain_text("#1")
        for item in story:
            if item["type"] == "transition" and item["position"]["position"] == 1:
                expect(first.get_by_role("listitem").filter(has_text=exactly(item["text"]))).to_be_visible()
    with check("an entry has what was told, its fate and why"):
        expect(first).to_contain_text(re.compile(r"Order confirmation\s*delegated"))
        expect(first).to_contain_text("The shop's frontend sends the order confirmation for this sales channel.")
        told = entries.filter(has=page.get_by_role("link", name="Return received"))
        expect(told).to_contain_text("mailbox to mirela.osterhaus@mail.example sent")
        failed = entries.filter(has=page.get_by_role("link", name="Refund triggered"))
        expect(failed).to_contain_text("mailbox to mirela.osterhaus@mail.example failed smtp_552")
    with check("the order as it was"):
        status = page.locator(".head .chip").first
        expect(status).to_have_text(desk.api(HERO)["status"])
        page.get_by_role("link", name=re.compile(r"^#5 ")).last.click()
        expect(page.locator("main")).to_contain_text("As it was after message 5.")
        expect(status).to_have_text(desk.api(HERO, as_of=5)["status"])
        past = [item for item in messages if item["position"]["position"] <= 5]
        expect(entries).to_have_count(len(past))
        expect(page.locator("main")).not_to_contain_text("CNX-3307")
        expect(page.get_by_role("link", name=re.compile(r"^#5 "))).to_have_attribute("aria-current", "true")
        page.get_by_role("link", name="Back to now").click()
        expect(page).to_have_url(desk.base + HERO)
        expect(page.locator("main")).to_contain_text("CNX-3307")
    with check("a message as it came is one click away"):
        page.get_by_role("link", name="Message 1 as it came").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Message 1")
        shown = page.get_by_role("region", name="The message as it came").text_content()
        assert json.loads(shown) == desk.api(HERO + "/messages", limit=1)["messages"][0]["payload"], shown
    with check("a message leads to what it caused"):
        expect(page.locator("main")).to_contain_text("Order placed")
        page.get_by_role("link", name="Order confirmation").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Order confirmation")
        expect(page.locator("main")).to_contain_text("#1 order_management.created")
    with check("what was told leads to its message and its place in the story"):
        page.get_by_role("link", name="as it came").click()
        page.get_by_role("link", name="Its place in the story of the order").click()
        expect(page).to_have_url(desk.base + HERO + "#m1")
        expect(page.locator("#m1")).to_be_in_viewport()
