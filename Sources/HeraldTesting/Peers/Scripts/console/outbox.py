"""The outbox with its dead letters, and what was not sent at all."""
import re
from console.chromium import check, expect
from console.desk import choose, chosen, go, refuses_blanks, row, says


def show(page, **values):
    """Fills the filter and presses its button."""
    choose(page.get_by_role("form", name="Filter"), **values)
    page.get_by_role("form", name="Filter").get_by_role("button", name="Show").click()


def data_rows(table):
    return table.get_by_role("row").filter(has=table.page.get_by_role("cell"))


def deliveries(desk, **query):
    return desk.api("/deliveries", limit=200, **query)["deliveries"]


def filters(desk):
    page = desk.page("operator")
    go(page, "Outbox")
    with check("filters live in the address, and stay when the page is loaded again"):
        show(page, Fate="sent", Over="mailbox", Kind="return received")
        expect(page).to_have_url(re.compile(r"status=sent&channel=mailbox&kind=return_received"))
        wanted = deliveries(desk, status="sent", delivery_channel="mailbox", kind="return_received")
        table = page.get_by_role("table", name="Deliveries, newest first")
        assert wanted
        expect(data_rows(table)).to_have_count(len(wanted))
        page.reload()
        form = page.get_by_role("form", name="Filter")
        chosen(form, Fate="sent", Over="mailbox", Kind="return_received")
        expect(data_rows(table)).to_have_count(len(wanted))
    with check("all are shown again"):
        page.get_by_role("link", name="Show all").first.click()
        expect(page).to_have_url(desk.base + "/outbox")
        chosen(form, Fate="", Over="", Kind="")
    with check("a group of failures leads to its list"):
        failed = len(deliveries(desk, status="failed"))
        group = row(page.get_by_role("table", name=f"Failed for good: {failed} deliveries"), "smtp_552")
        expect(group.get_by_role("cell", name="3", exact=True)).to_be_visible()
        group.get_by_role("link", name="Refund triggered").click()
        table = page.get_by_role("table", name="Failed deliveries, newest failure first")
        expect(data_rows(table)).to_have_count(3)
        for order in ("NQ-20731", "NQ-20750", "NQ-20753"):
            expect(row(table, order)).to_contain_text("smtp_552")
    with check("a delivery leads to its communication"):
        row(table, "NQ-20750").get_by_role("link", name="Refund triggered").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Refund triggered")
        expect(page.get_by_role("table", name="Deliveries")).to_contain_text("smtp_552")


def actions(desk):
    page = desk.page("operator")
    for error, number, button, heading, sentence, done, word, becomes in [
        ("smtp_550", 2, "Try 2 deliveries again", "Try failed deliveries again",
         "This will try 2 deliveries again, from the beginning of the schedule. They belong to 2 communications.",
         "2 deliveries are tried again; none like them is left.", "retry", "pending"),
        ("smtp_552", 3, "Dismiss 3 deliveries", "Dismiss failed deliveries",
         "This will dismiss 3 deliveries: nobody tries them any more. They belong to 3 communications.",
         "3 deliveries were dismissed; none like them is left.", "dismiss", "cancelled"),
    ]:
        go(page, "Outbox")
        show(page, Error=error)
        before = len(deliveries(desk, status=becomes))
        with check(f"to {word} all says how many first, and may do nothing"):
            page.get_by_role("link", name=button + " …").click()
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
            expect(page.get_by_text(sentence, exact=True)).to_be_visible()
            page.get_by_role("link", name="Back, and do nothing").click()
            expect(page).to_have_url(desk.base + "/outbox?status=failed&error=" + error)
            assert len(deliveries(desk, status=becomes)) == before
        with check(f"to {word} all needs a reason"):
            page.get_by_role("link", name=button + " …").click()
            asked = page.url
            refuses_blanks(page, page.locator("main"), button)
            assert len(deliveries(desk, status=becomes)) == before
        with check(f"to {word} all is done, once, said and recorded"):
            page.goto(asked)
            page.get_by_label("Why").fill(f"about {error}")
            page.get_by_role("button", name=button).dblclick()
            says(page, done)
            assert len(deliveries(desk, status=becomes)) == before + number
            assert error not in [delivery["reason"] for delivery in deliveries(desk, status="failed")]
            recorded = desk.api("/audit", action=word + "_dead_letters")["actions"]
            assert [(act["actor"], act["reason"]) for act in recorded] == [("olga", f"about {error}")], recorded


def not_sent(desk):
    page = desk.page("operator")
    go(page, "Not sent")
    spans = page.get_by_role("navigation", name="Span of time").get_by_role("link")
    with check("not sent: spans of time"):
        for name in ("24 hours, by hour", "Thirteen weeks, by week", "Two weeks, by day"):
            spans.filter(has_text=name).click()
            expect(spans.filter(has_text=name)).to_have_attribute("aria-current", "true")
            expect(page.locator("main [aria-current]")).to_have_count(1)
    with check("not sent: numbers are drawn"):
        expect(page.get_by_role("img", name=re.compile("^Superseded: "))).to_be_visible()
    with check("not sent: a reason leads to its communications"):
        shown = row(page.get_by_role("table", name="By reason, most first"), "Superseded")
        total = int(shown.get_by_role("cell").nth(2).text_content())
        shown.get_by_role("link", name="Superseded").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Communications")
        chosen(page.get_by_role("form", name="Filter"), Fate="suppressed", Reason="superseded")
        expect(data_rows(page.get_by_role("table"))).to_have_count(total)
        found = desk.api("/communications", status="suppressed", reason="superseded", limit=200)["communications"]
        assert len(found) == total > 0, (len(found), total)
