"""A real Chromium, and what was found in it: shared by the scripts that look at the console."""
import json, re, traceback
from contextlib import contextmanager
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
# In milliseconds: nothing is given up only because the machine has much else to do.
PATIENCE = 180_000
expect.set_options(timeout=PATIENCE)
# Complaints by the name of their check: none where it passed. A check that did not run is not there.
found = {}


class Ended(Exception):
    """A check failed; what would have followed from it is not looked at."""


def complain(name, complaint):
    found.setdefault(name, []).append(str(complaint)[:1500])


@contextmanager
def check(name):
    """What must hold; the check is named once it was looked at to its end."""
    try:
        yield
    except Exception as error:
        complain(name, error if str(error) else traceback.format_exc())
        raise Ended from error
    found.setdefault(name, [])


def run(part, *arguments):
    """One part of a script: whatever ends it, the others follow."""
    try:
        part(*arguments)
    except Ended:
        pass
    except Exception:
        complain(part.__name__, traceback.format_exc()[-1500:])


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE)
        yield playwright, browser
        browser.close()
    print(json.dumps(found))


def new_context(browser, **options):
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


def watch(context, base):
    """Notes what no page may do: scripts that fail, what the browser warns of, requests to elsewhere."""
    for name in ("console", "script", "foreign requests"):
        found.setdefault(name, [])

    def console(message):
        # Also said of every page with a status of refusal.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            complain("console", f"{message.page and message.page.url}: {message.text}")

    def request(request):
        if not request.url.startswith((base, "data:", "about:")):
            complain("foreign requests", request.url)
    context.on("console", console)
    context.on("weberror", lambda error: complain("script", f"{error.page and error.page.url}: {error.error}"))
    context.on("request", request)


# It cannot look into the sandboxed frames of mails, and Chromium would note each try. Of what is right one example is
# enough; all of it is more than the page itself.
AXE = """async () => {
  const found = await axe.run({ iframes: false, resultTypes: ["violations"] });
  return { passes: found.passes.length, violations: found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} ${nodes.slice(0, 3).map((node) => node.html)}`) };
}"""


def axe(page, name):
    """Complains of what axe finds on a page as it stands."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate(AXE)
    if results["passes"] < 10:
        complain("axe", f"{name}: axe asked hardly anything")
    for violation in results["violations"]:
        complain("axe", f"{name}: {violation}")


def exactly(text):
    """A pattern for an element's whole text."""
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


def opened(scope, text):
    """The part that opens under a text, opened."""
    page = scope.page if isinstance(scope, Locator) else scope
    part = scope.get_by_role("group").filter(has=page.locator("summary", has_text=exactly(text)))
    part.locator("summary").click()
    return part
