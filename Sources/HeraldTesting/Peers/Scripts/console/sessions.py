"""Signing in and out, and what each role is shown."""
from urllib.parse import quote
from console.chromium import axe, check, expect, found, opened
from console.desk import go, row, sign_in

HERO = "/orders/NORTHQUAY_DE/NQ-20731"
TOLD = dict(order="NQ-20731", kind="return_received")


def fits(page, name):
    """Light and dark, on a telephone and on a desk: nothing sticks out, nothing that axe finds."""
    found.setdefault("axe", [])
    for scheme in ("light", "dark"):
        for width in (360, 900):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{name} {width}: {over} px"
            axe(page, f"{name} {scheme} {width}")


def is_asked_to_sign_in(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert "NQ-" not in page.text_content("body")


def signing_in(desk, hostile):
    page = desk.stranger()
    wanted = "/communications?status=held"
    with check("nothing is seen before signing in"):
        for path in ("/", "/outbox", "/engine", wanted):
            page.goto(path)
            is_asked_to_sign_in(page)
    with check("the sign-in page fits"):
        fits(page, "sign-in")
    with check("a wrong token is said to be wrong"):
        expect(page.get_by_label("Access token")).to_be_focused()
        sign_in(page, "herald_0000")
        expect(page.get_by_role("alert")).to_contain_text("The token is not known here, or has been revoked.")
        expect(page.get_by_label("Access token")).to_have_attribute("aria-invalid", "true")
        fits(page, "refused sign-in")
    with check("the right token leads to the page that was asked for"):
        sign_in(page, desk.tokens["agent"])
        expect(page).to_have_url(desk.base + wanted)
        expect(page.get_by_role("heading", level=1)).to_have_text("Communications")
        expect(page.locator(".person")).to_contain_text("kim · agent")
    page.context.close()
    with check("what was asked for stays text while one signs in"):
        page = desk.stranger()
        page.goto("/orders?q=" + quote(hostile))
        assert page.locator("main script, main img").count() == 0
        sign_in(page, desk.tokens["agent"])
        expect(page.get_by_role("heading", level=1)).to_contain_text("<script>window.owned=true</script>")
        assert not page.evaluate("() => window.owned === true")
        page.context.close()


def viewer(desk):
    page = desk.page("viewer")
    told = desk.api("/communications", **TOLD)["communications"][0]["id"]
    with check("a viewer sees what happened, and of persons a hint"):
        page.goto(HERO)
        expect(page.locator("main")).to_contain_text("Refund CNX-3307 started")
        expect(page.locator("main")).to_contain_text("m•••@mail.example")
        assert "osterhaus" not in page.content().lower()
        page.get_by_role("link", name="Message 1 as it came").click()
        expect(page.locator("main")).to_contain_text("with the role 'viewer' they are not shown")
        assert "osterhaus" not in page.content().lower()
    with check("a viewer is offered no action"):
        page.goto("/communications/" + told)
        expect(page.locator("main")).to_contain_text("Nothing, as it stands and with your role.")
        for entry in ("Outbox", "Channels", "Engine"):
            go(page, entry)
            expect(page.locator("main form[method=post], main details.action, main .button")).to_have_count(0)


def agent(desk):
    page = desk.page("agent")
    told = desk.api("/communications", **TOLD)["communications"][0]["id"]
    with check("an agent sees whom it was told, and may send it again"):
        page.goto("/communications/" + told)
        expect(page.locator("main")).to_contain_text("mirela.osterhaus@mail.example")
        expect(opened(page, "Send again").get_by_role("button", name="Send again")).to_be_visible()
    with check("an agent is offered nothing that is an operator's"):
        for entry, shown in (("Outbox", "Failed for good"), ("Channels", "webhook/erp"), ("Engine", "parked")):
            go(page, entry)
            expect(page.locator("main")).to_contain_text(shown)
            expect(page.locator("main form[method=post], main details.action, main .button")).to_have_count(0)
        page.goto("/outbox/failed/retry")
        expect(page.get_by_role("heading", level=1)).to_have_text("Not allowed")
        expect(page.locator("main")).to_contain_text("needs a token of role 'operator'")


def signing_out(desk):
    page = desk.page("agent")
    other = page.context.new_page()
    other.goto(HERO)
    with check("after signing out nothing is seen"):
        page.get_by_role("button", name="Sign out").click()
        is_asked_to_sign_in(page)
        for path in ("/", HERO):
            page.goto(path)
            is_asked_to_sign_in(page)
    with check("what other pages of the browser show goes too"):
        is_asked_to_sign_in(other)
        other.go_back()
        assert "osterhaus" not in other.content().lower()
        other.close()
