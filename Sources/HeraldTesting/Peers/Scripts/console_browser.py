"""Looks at the console in a real Chromium, and prints what it found as one JSON object: name -> list of complaints.

Arguments: address of the server; a JSON object of paths by name; a message that leads to a communication of the order
NQ-LIVE; optionally a folder for screenshots.
"""
import json, sys
from pathlib import Path
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
# In milliseconds.
PATIENCE = 180_000
# It cannot look into the sandboxed frames of mails, and Chromium would note each try.
OPTIONS = '{"iframes": false}'
AXE = [("light", 360), ("light", 900), ("dark", 900)]
base, paths = sys.argv[1], json.loads(sys.argv[2])
message = sys.argv[3]
pictures = Path(sys.argv[4]) if len(sys.argv) > 4 else None
found = {}


def complain(check, complaint):
    found.setdefault(check, []).append(str(complaint)[:600])


def new_context(browser, **options):
    """A context in which nothing is given up only because the machine has much else to do."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


def open_page(context, name):
    page = context.new_page()
    page.on("console", lambda m: complain("console", f"{name}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complain("script", f"{name}: {e}"))
    page.on("request", lambda r: complain("foreign requests", f"{name}: {r.url}")
            if not r.url.startswith((base, "data:", "about:")) else None)
    page.goto(base + paths[name])
    page.wait_for_load_state("load")
    return page


def looks(browser):
    """Every page, light and dark, narrow to wide: nothing sticks out, nothing that axe finds.

    What axe finds depends on the width only where another layout begins, so it looks at three of the six.
    """
    found.setdefault("axe", [])
    for scheme in ("light", "dark"):
        for width in (360, 900, 1600):
            context = new_context(browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name in paths:
                page = open_page(context, name)
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if over > 0:
                    complain("sticks out", f"{name} {width}: {over} px")
                for details in page.query_selector_all("main details"):
                    details.evaluate("d => d.open = true")
                results = Axe().run(page, options=OPTIONS) if (scheme, width) in AXE else None
                if results and len(results["passes"]) < 10:
                    complain("axe", f"{name}: axe asked hardly anything")
                for violation in results["violations"] if results else []:
                    nodes = [node["html"] for node in violation["nodes"]][:3]
                    complain("axe", f"{name} {scheme} {width}: {violation['id']}: {violation['help']} {nodes}")
                if pictures:
                    page.screenshot(path=pictures / f"{name}-{scheme}-{width}.png", full_page=True)
                page.close()
            context.close()


def expect(check, truth=True, complaint="no"):
    found.setdefault(check, [])
    if not truth:
        complain(check, complaint)


def keys(browser):
    context = new_context(browser, timezone_id="Europe/Berlin")
    page = open_page(context, "order")
    page.keyboard.press("/")
    expect("slash finds", page.evaluate("document.activeElement.id") == "search")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    rows = "[...document.querySelectorAll('main tbody tr, main .timeline > li')]"
    expect("j and k move", page.evaluate(f"{rows}.findIndex(r => r.classList.contains('at'))") == 0)
    time = page.query_selector("main time")
    expect("times are in the reader's zone",
           not time.text_content().endswith("UTC") and time.get_attribute("title").endswith("UTC"), time.text_content())
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.close()
    page = open_page(context, "communications")
    page.keyboard.press("Tab")
    expect("skip link comes first", page.evaluate("document.activeElement.className") == "skip")
    page.close()
    context.close()


def without_script(browser):
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "/")
    page.fill("#find", " nq 20731 ")
    page.click("form.find button")
    expect("finds without script", page.url.endswith("/orders/NORTHQUAY_DE/NQ-20731"), page.url)
    expect("times without script", page.query_selector("main time").text_content().endswith("UTC"))
    page.goto(base + paths["communication"])
    page.click("#act-resend summary")
    page.fill("#to-resend", "another@mail.example")
    page.fill("#reason-resend", "asked by telephone")
    page.click("#act-resend button")
    expect("resends without script", "done=resend" in page.url and page.query_selector(".notice"), page.url)
    expect("the mail goes to the other address", "another@mail.example" in page.text_content("main"))
    page.goto(base + paths["held"])
    page.click("#act-dismiss summary")
    page.fill("#reason-dismiss", "settled by telephone")
    page.click("#act-dismiss button")
    expect("dismisses without script", "Dismissed" in page.text_content(".notice"), page.url)
    context.close()


def live(browser):
    """A page that is open shows what happens, at an event and not at the next look from time to time."""
    context = new_context(browser)
    page = context.new_page()
    # Nothing but the events makes it look again.
    page.add_init_script("window.setInterval = () => 0")
    with page.expect_response(lambda answer: answer.url.endswith("/events")) as opened:
        page.goto(base + "/communications")
    expect("pages listen to events", opened.value.headers["content-type"] == "text/event-stream")
    expect("nothing of it before", "NQ-LIVE" not in page.text_content("main"))
    answer = page.request.post(base + "/oms", data=message, headers={"content-type": "application/json"})
    expect("the message is taken", answer.status == 200, answer.text())
    expect("pages show what happens")
    try:
        page.get_by_text("NQ-LIVE").first.wait_for()
    except Exception as error:
        complain("pages show what happens", error)
    page.close()
    context.close()


def frames(browser):
    context = new_context(browser)
    page = open_page(context, "communication")
    frame = page.frames[1] if len(page.frames) > 1 else None
    expect("the mail is shown in its frame", frame and "NQ-20731" in frame.content())
    expect("the frame is a sandbox", page.get_attribute("iframe", "sandbox") == "")
    context.close()


def hostile(browser):
    """What strangers wrote runs nothing, whatever page it stands on."""
    context = new_context(browser)
    for name in [name for name in paths if name.startswith("hostile")]:
        page = context.new_page()
        page.on("dialog", lambda dialog: (complain("hostile", "a dialog opened"), dialog.dismiss()))
        page.goto(base + paths[name])
        expect("hostile", not page.evaluate("window.owned === true"), name)
        expect("hostile", page.query_selector("main script, main img") is None, f"{name}: an element was let in")
        page.close()
    context.close()


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE)
    looks(browser)
    keys(browser)
    frames(browser)
    hostile(browser)
    live(browser)
    without_script(browser)
    browser.close()
print(json.dumps(found))
