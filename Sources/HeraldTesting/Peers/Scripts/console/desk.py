"""Where people sit: a browser of their own each, and beside it the API, which says how things stand."""
from console.chromium import expect, new_context, watch


class Desk:
    def __init__(self, playwright, browser, base, tokens):
        self.base, self.tokens, self._browser, self._pages = base, tokens, browser, {}
        self._api = playwright.request.new_context(
            base_url=base, extra_http_headers={"Authorization": "Bearer " + tokens["operator"]})

    def api(self, path, **query):
        """What the API answers to an operator."""
        answer = self._api.get("/api/v1" + path, params=query)
        assert answer.ok, f"{path}: {answer.status} {answer.text()}"
        return answer.json()

    def stranger(self, **options):
        """A page in a new browser, in which nobody has signed in."""
        context = new_context(self._browser, base_url=self.base, **options)
        watch(context, self.base)
        return context.new_page()

    def page(self, role):
        """The page of whoever has a role, signed in."""
        if role not in self._pages:
            page = self.stranger()
            page.goto("/sign-in")
            sign_in(page, self.tokens[role])
            expect(page.get_by_role("button", name="Sign out")).to_be_visible()
            self._pages[role] = page
        return self._pages[role]


def sign_in(page, token):
    page.get_by_label("Access token").fill(token)
    page.get_by_role("button", name="Sign in").click()


def go(page, entry):
    """Follows an entry of the navigation."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=entry, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(entry)


def choose(form, **values):
    """Fills fields by the text that stands at them."""
    for name, value in values.items():
        one = form.get_by_role("combobox", name=name, exact=True)
        if one.count():
            one.select_option(label=value)
        else:
            form.get_by_role("textbox", name=name, exact=True).fill(value)


def chosen(form, **values):
    """Fields have these values."""
    for name, value in values.items():
        expect(form.get_by_role("combobox", name=name, exact=True)).to_have_value(value)


def row(scope, *texts):
    """The row of a table that has all these texts."""
    found = scope.get_by_role("row")
    for text in texts:
        found = found.filter(has_text=text)
    return found


def says(page, text):
    """What came of it stands on top of the page."""
    expect(page.get_by_role("status")).to_contain_text(text)


def refuses_blanks(page, form, button, why="Why"):
    """An empty reason the browser refuses, one of blanks the server; returns once the page says so."""
    sent = []
    note = lambda request: sent.append(request) if request.method == "POST" else None
    page.on("request", note)
    form.get_by_role("button", name=button).click()
    assert form.get_by_label(why).evaluate("field => field.validity.valueMissing"), "an empty reason would be sent"
    expect(form.get_by_label(why)).to_be_focused()
    assert not sent, "an empty reason was sent"
    page.remove_listener("request", note)
    form.get_by_label(why).fill("   ")
    form.get_by_role("button", name=button).click()
    expect(page.locator("body")).to_contain_text("must say why, in your words")
