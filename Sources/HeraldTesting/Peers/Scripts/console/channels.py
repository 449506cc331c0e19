"""Delivery channels, templates and the policy."""
import re
from console.chromium import check, exactly, expect, opened
from console.desk import choose, go, refuses_blanks, row, says


def state(desk, endpoint):
    return next(channel for channel in desk.api("/channels")["channels"] if channel["endpoint"] == endpoint)


def channels(desk, recipient):
    page = desk.page("operator")
    go(page, "Channels")
    erp = row(page.get_by_role("table", name="Channels and their endpoints"), "webhook/erp")
    with check("pausing a channel needs a reason"):
        expect(erp).to_contain_text("works")
        refuses_blanks(page, opened(erp, "Pause"), "Pause")
        assert state(desk, "erp")["state"] == "closed"
    with check("a channel is paused; its state and the reason are shown"):
        go(page, "Channels")
        form = opened(erp, "Pause")
        form.get_by_label("Why").fill("they move house")
        form.get_by_role("button", name="Pause").click()
        says(page, "Paused: nothing more leaves there until somebody resumes it.")
        expect(erp).to_contain_text("Paused by olga: they move house.")
        assert (state(desk, "erp")["state"], state(desk, "erp")["change_reason"]) == ("paused", "they move house")
        assert state(desk, None)["state"] == "closed"
    with check("a channel is resumed"):
        form = opened(erp, "Resume")
        form.get_by_label("Why").fill("they moved")
        form.get_by_role("button", name="Resume").click()
        says(page, "Resumed: what waited is on its way.")
        expect(erp).to_contain_text("works")
        assert state(desk, "erp")["state"] == "closed"
    with check("what is on its way and what failed lead to the outbox"):
        mailbox = row(page.get_by_role("table", name="Channels and their endpoints"), "mailbox")
        link = mailbox.get_by_role("cell").nth(3).get_by_role("link")
        number = int(link.text_content())
        link.click()
        expect(page).to_have_url(re.compile(r"/outbox\?channel=mailbox&status=pending$"))
        pending = desk.api("/deliveries", status="pending", delivery_channel="mailbox")["deliveries"]
        assert len(pending) == number > 0, (len(pending), number)
    go(page, "Channels")
    sample = page.locator("form").filter(has=page.get_by_role("button", name="Send the test"))

    def fill(to):
        choose(sample, Channel="mailbox", Kind="Refund triggered", Locale="fr", To=to)

    with check("a test needs a reason, and a recipient that is allowed"):
        fill(recipient)
        refuses_blanks(page, sample, "Send the test")
        page.go_back()
        fill("somebody@elsewhere.example")
        sample.get_by_label("Why").fill("a new logo")
        sample.get_by_role("button", name="Send the test").click()
        expect(page.locator("main")).to_contain_text("delivery.test_recipients")
        assert desk.api("/audit", action="sample_sent")["actions"] == []
    with check("a test is sent and recorded"):
        go(page, "Channels")
        fill(recipient)
        sample.get_by_label("Why").fill("a new logo")
        sample.get_by_role("button", name="Send the test").click()
        says(page, "The other side took the test.")
        tests = desk.api("/audit", action="sample_sent")["actions"]
        assert [(test["actor"], test["reason"], test["subject"]) for test in tests] == [
            ("olga", "a new logo", "a sample of refund_triggered over mailbox")], tests


def templates(desk):
    page = desk.page("operator")
    go(page, "Templates")
    kind = page.locator("section.card").filter(has=page.get_by_role("heading", name="Refund triggered"))
    mail = page.frame_locator("iframe[title='Refund triggered as HTML']").locator("html")
    locales = page.get_by_role("navigation", name="Locale").get_by_role("link")
    with check("templates in every locale"):
        expect(locales).to_have_text(["de", "en", "es", "fr"])
        subjects = set()
        for locale in ("de", "es", "fr", "en"):
            locales.filter(has_text=exactly(locale)).click()
            expect(locales.filter(has_text=exactly(locale))).to_have_attribute("aria-current", "true")
            kind.scroll_into_view_if_needed()
            expect(mail).to_have_attribute("lang", locale)
            subjects.add(kind.locator("strong").text_content())
        assert len(subjects) == 4, subjects
    with check("templates with an order's own data"):
        choose(page.get_by_role("form", name="What is shown"), Order="NQ-20748")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(kind.get_by_role("link", name="NQ-20748")).to_be_visible()
        kind.scroll_into_view_if_needed()
        expect(mail).to_contain_text("NQ-20748")
        received = page.locator("section.card").filter(has=page.get_by_role("heading", name="Return received"))
        expect(received).to_contain_text("This order has none.")
    with check("templates tell their files"):
        page.get_by_role("link", name="Invented data").click()
        expect(page).to_have_url(re.compile(r"/templates\?locale=en$"))
        opened(kind, "Files")
        expect(kind.get_by_role("table")).to_contain_text("built in")


def policy(desk):
    page = desk.page("operator")
    go(page, "Policy")
    with check("policy: values and where they come from"):
        table = page.get_by_role("table", name="All others")
        expect(row(table, "shop.name")).to_contain_text("Northquay")
        expect(row(table, "shop.name")).to_contain_text("file herald.yaml:3")
        expect(row(table, "max_age")).to_contain_text("14d")
        expect(row(table, "max_age")).to_contain_text("default")
    with check("policy: a sales channel has its own values"):
        page.get_by_role("navigation", name="Sales channel").get_by_role("link", name="NORTHQUAY_FR").click()
        table = page.get_by_role("table", name="Settings of NORTHQUAY_FR")
        expect(row(table, "max_age")).to_contain_text("30d")
        expect(row(table, "max_age")).to_contain_text("file herald.yaml:9")
        expect(row(table, "shop.name")).to_contain_text("Northquay")
