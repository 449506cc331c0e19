"""What agents do about a communication: each with a reason, once, recorded, and said by page and API alike."""
from console.chromium import check, expect, opened
from console.desk import choose, go, refuses_blanks, row, says

CHANNEL = "NORTHQUAY_FR"


def open_one(page, order, kind):
    """From the list of all to one of an order."""
    go(page, "Communications")
    filters = page.get_by_role("form", name="Filter")
    choose(filters, Kind=kind, Order=order)
    filters.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=kind.capitalize(), exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(kind.capitalize())


def path(page):
    """The API's path of the communication that a page shows."""
    return page.evaluate("() => location.pathname")


def status(page):
    return page.locator(".head .chip").first


def recorded(page, action, reason):
    """The record of what people did says who and why."""
    done = row(page.get_by_role("table", name="What people did"), action, reason)
    expect(done.get_by_role("cell", name="kim", exact=True)).to_be_visible()


def resend(desk):
    page = desk.page("agent")
    first = dict(order="NQ-20748", kind="refund_triggered")
    open_one(page, "NQ-20748", "refund triggered")
    original = path(page)
    address = desk.api(original)["recipient"]["email"]
    with check("sending again needs a reason"):
        refuses_blanks(page, opened(page, "Send again"), "Send again")
        expect(page.get_by_role("alert")).to_contain_text("must say why")
        assert len(desk.api("/communications", **first)["communications"]) == 1
    with check("sends again to the same address"):
        page.goto(original)
        form = opened(page, "Send again")
        form.get_by_label("Why").fill("lost by their provider")
        form.get_by_role("button", name="Send again").click()
        says(page, "This is the new communication; it is on its way.")
        expect(status(page)).to_have_text("pending")
        made = desk.api(path(page))
        assert made["resend_of"] == original.split("/")[-1] and made["status"] == "pending", made
        assert [delivery["recipient"] for delivery in made["deliveries"]] == [address], made["deliveries"]
    with check("the record says who sent it again, and why"):
        page.get_by_role("link", name="an earlier communication").click()
        expect(page).to_have_url(desk.base + original)
        recorded(page, "resend", "lost by their provider")
    with check("an address that is none is refused, and what was typed stays"):
        form = opened(page, "Send again")
        form.get_by_label("To another address").fill("maelle..kervoas@other.example")
        form.get_by_label("Why").fill("she moved")
        form.get_by_role("button", name="Send again").click()
        expect(page.get_by_role("alert")).to_contain_text("not a valid e-mail address")
        expect(form.get_by_label("To another address")).to_have_value("maelle..kervoas@other.example")
        expect(form.get_by_label("Why")).to_have_value("she moved")
    with check("sends again to another address, once, however often the button is pressed"):
        pages = [page, page.context.new_page()]
        for each in pages:
            each.goto(original)
            form = opened(each, "Send again")
            form.get_by_label("To another address").fill("maelle@other.example")
            form.get_by_label("Why").fill("she moved")
        sent = []
        page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
        opened_form(page).get_by_role("button", name="Send again").dblclick()
        says(page, "This is the new communication")
        opened_form(pages[1]).get_by_role("button", name="Send again").click()
        says(pages[1], "This is the new communication")
        assert sent and path(pages[1]) == path(page) != original, (path(pages[1]), path(page))
        made = desk.api(path(page))
        assert [delivery["recipient"] for delivery in made["deliveries"]] == ["maelle@other.example"], made["deliveries"]
        assert len(desk.api("/communications", **first)["communications"]) == 3
        pages[1].close()
        page.goto(original)
        expect(row(page.get_by_role("table", name="What people did"), "resend")).to_have_count(2)
        recorded(page, "resend", "she moved")


def opened_form(page):
    return page.locator("details.action[open]")


def others(desk):
    page = desk.page("agent")
    for order, kind, button, done, was, becomes, word in [
        ("NQ-20759", "refund triggered", "Dismiss", "Dismissed: it is not sent.", "held", "suppressed", "dismiss"),
        ("NQ-20748", "order confirmation", "Acknowledge", "Acknowledged: the shop’s frontend has sent it.",
         "delegated", "acknowledged", "acknowledge"),
        ("NQ-20744", "shipment confirmation", "Try again", "The failed deliveries are tried again.", "failed",
         "pending", "retry"),
    ]:
        open_one(page, order, kind)
        with check(f"{word} needs a reason"):
            expect(status(page)).to_have_text(was)
            refuses_blanks(page, opened(page, button), button)
            expect(page.get_by_role("alert")).to_contain_text("must say why")
            assert desk.api(path(page).removesuffix("/" + word))["status"] == was
        with check(f"{word} is done, said and recorded"):
            # The form is still open, with what was wrong.
            opened_form(page).get_by_label("Why").fill(f"{order} rang")
            opened_form(page).get_by_role("button", name=button).click()
            says(page, done)
            expect(status(page)).to_have_text(becomes)
            recorded(page, word, f"{order} rang")
            assert desk.api(path(page))["status"] == becomes
            expect(page.locator("summary").get_by_text(button, exact=True)).to_have_count(0)
            actions = desk.api("/audit", action=word, actor="kim")["actions"]
            assert [(act["reason"], act["communication_id"]) for act in actions] == [
                (f"{order} rang", path(page).split("/")[-1])], actions
