"""Looks at the console's pages in a real Chromium, and prints what it found as one JSON object: name -> list of complaints.

Arguments: address of the server; a JSON object of paths by name; a message that leads to a communication of the order
NQ-LIVE; optionally a folder for screenshots.
"""
import json, sys
from pathlib import Path
from playwright.sync_api import expect
from console.chromium import axe, check, chromium, complain, found, new_context, run, watch

base, paths = sys.argv[1], json.loads(sys.argv[2])
message = sys.argv[3]
pictures = Path(sys.argv[4]) if len(sys.argv) > 4 else None
# What axe finds depends on the width only where another layout begins, so it looks at three of the six.
LOOKS = [("light", 360, True), ("light", 900, True), ("light", 1600, False),
         ("dark", 360, False), ("dark", 900, True), ("dark", 1600, False)]
# Pages that were asked for with what strangers wrote, and rightly do not repeat it.
UNSHOWN = ("hostile_templates", "hostile_error")


def looks(browser):
    """Every page, light and dark, narrow to wide: nothing sticks out, nothing that axe finds."""
    context = new_context(browser)
    watch(context, base)
    for name in ("sticks out", "axe"):
        found.setdefault(name, [])
    for name, path in paths.items():
        page = context.new_page()
        page.goto(base + path)
        page.evaluate("() => document.querySelectorAll('main details').forEach((details) => details.open = true)")
        for scheme, width, is_asked in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                complain("sticks out", f"{name} {width}: {over} px")
            if is_asked:
                axe(page, f"{name} {scheme} {width}")
            if pictures:
                page.screenshot(path=pictures / f"{name}-{scheme}-{width}.png", full_page=True)
        page.close()
    context.close()


def keys(browser):
    context = new_context(browser, timezone_id="Europe/Berlin")
    page = context.new_page()
    page.goto(base + paths["order"])
    page.keyboard.press("/")
    with check("slash finds"):
        expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    for key in "jjk":
        page.keyboard.press(key)
    with check("j and k move"):
        rows = "[...document.querySelectorAll('main tbody tr, main .timeline > li')]"
        assert page.evaluate(f"{rows}.findIndex(r => r.classList.contains('at'))") == 0
    with check("times are in the reader's zone"):
        time = page.locator("main time").first
        assert not time.text_content().endswith("UTC"), time.text_content()
        assert time.get_attribute("title").endswith("UTC")
    page.goto(base + paths["communications"])
    page.keyboard.press("Tab")
    with check("skip link comes first"):
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    context.close()


def without_script(browser):
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "/")
    page.fill("#find", " nq 20731 ")
    page.click("form.find button")
    with check("finds without script"):
        expect(page).to_have_url(base + "/orders/NORTHQUAY_DE/NQ-20731")
    with check("times without script"):
        assert page.locator("main time").first.text_content().endswith("UTC")
    page.goto(base + paths["communication"])
    page.click("#act-resend summary")
    page.fill("#to-resend", "another@mail.example")
    page.fill("#reason-resend", "asked by telephone")
    page.click("#act-resend button")
    with check("resends without script"):
        expect(page.get_by_role("status")).to_contain_text("it is on its way")
        expect(page.locator("main")).to_contain_text("another@mail.example")
    page.goto(base + paths["held"])
    page.click("#act-dismiss summary")
    page.fill("#reason-dismiss", "settled by telephone")
    page.click("#act-dismiss button")
    with check("dismisses without script"):
        expect(page.get_by_role("status")).to_contain_text("Dismissed")
    context.close()


def live(browser):
    """A page that is open shows what happens, at an event and not at the next look from time to time."""
    context = new_context(browser)
    # Nothing but the events makes pages look again.
    context.add_init_script("window.setInterval = () => 0")
    listening = []
    context.on("request", lambda request: listening.append(request.url) if request.url.endswith("/events") else None)
    page, other = context.new_page(), context.new_page()
    with page.expect_response(lambda answer: answer.url.endswith("/events")) as opened:
        page.goto(base + "/communications")
    other.goto(base + "/communications?kind=order_confirmation")
    with check("pages listen to events"):
        assert opened.value.headers["content-type"] == "text/event-stream"
        assert "NQ-LIVE" not in page.text_content("main")
    with check("pages show what happens"):
        answer = page.request.post(base + "/oms", data=message, headers={"content-type": "application/json"})
        assert answer.status == 200, answer.text()
        expect(page.get_by_text("NQ-LIVE").first).to_be_visible()
    with check("one page listens for all"):
        expect(other.get_by_text("NQ-LIVE").first).to_be_visible()
        assert len(listening) == 1, listening
        # Whoever waits for its turn takes over.
        with other.expect_request(lambda request: request.url.endswith("/events")):
            page.close()
    context.close()


def frames(browser):
    context = new_context(browser)
    page = context.new_page()
    page.goto(base + paths["communication"])
    with check("the mail is shown in its frame"):
        expect(page.frame_locator("main iframe").locator("body")).to_contain_text("NQ-20731")
    with check("the frame is a sandbox"):
        assert page.get_attribute("main iframe", "sandbox") == ""
    context.close()


def hostile(browser):
    """What strangers wrote runs nothing, whatever page it stands on."""
    context = new_context(browser)
    context.on("dialog", lambda dialog: (complain("hostile", "a dialog opened"), dialog.dismiss()))
    page = context.new_page()
    names = [name for name in paths if name.startswith("hostile")]
    for name in names:
        page.goto(base + paths[name])
        with check("hostile"):
            assert "window.owned=true" in page.text_content("main") or name in UNSHOWN, f"{name}: not shown"
            assert not page.evaluate("() => window.owned === true"), name
            assert page.locator("main script, main img").count() == 0, f"{name}: an element was let in"
    context.close()


with chromium() as (_, browser):
    for part in (looks, keys, frames, hostile, live, without_script):
        run(part, browser)
