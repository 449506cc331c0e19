import Testing

@testable import Console

@Suite("A page")
struct PageTests {
    private struct Sample: ConsolePage {
        static let template = "error"
        var title: String
        var status = "404"
        var heading: String
        var detail: String
        var advice: String
        var request: String
    }

    /// Also with an accent on the quotation mark, which makes one `Character` of both.
    private static let hostile = "\"><script>alert(1)</script>'&\"\u{301}"

    @Test("Nothing that is shown is taken for HTML")
    func escaping() {
        let text = Self.hostile
        let page = Sample(title: text, heading: text, detail: text, advice: text, request: text)
        let shell = Shell(
            person: Person(name: text, role: text, canSignOut: true), formToken: text, search: text,
            notice: Notice(text),
            version: text)
        let html = String(decoding: page.html(in: shell), as: UTF8.self)
        #expect(html.ranges(of: "&lt;script&gt;alert(1)&lt;/script&gt;").count == 11)
        let accents = html.unicodeScalars.split(separator: "\u{301}", omittingEmptySubsequences: false)
        #expect(accents.count == 12)
        #expect(accents.dropLast().allSatisfy { $0.last == ";" }, "the quotation mark before it is escaped")
        #expect(!html.contains("<script>"))
    }

    @Test("Before signing in there is nothing but the page: no navigation, no search, no name")
    func signedOut() {
        let page = SignInPage(formToken: "0f", to: "/orders?q=a", problem: "Not known.")
        let html = String(decoding: page.html(in: Shell(formToken: "0f", version: "1")), as: UTF8.self)
        #expect(!html.contains("<nav") && !html.contains("role=\"search\"") && !html.contains("Sign out"))
        #expect(html.contains("value=\"/orders?q=a\"") && html.contains("Not known."))
    }

    @Test("A value that is missing is not looked for in the values around it")
    func missing() {
        let outer = OrderPage(orderID: "A", salesChannel: "C", path: "/outer")
        var page = outer
        // Items have an own, missing path; the page has one.
        page.open = OpenList([OpenList.Item("waits")])
        let html = String(decoding: page.html(in: Shell(version: "1")), as: UTF8.self)
        #expect(html.contains("<li>waits</li>"))
    }

    @Test("The navigation marks where one is")
    func navigation() {
        let page = CommunicationsPage(kinds: [], statuses: [], audiences: [], reasons: [])
        let shell = Shell(person: Person(name: "kim", canSignOut: false), version: "1")
        let html = String(decoding: page.html(in: shell), as: UTF8.self)
        #expect(html.contains("<a href=\"/communications\" aria-current=\"page\">Communications</a>"))
        #expect(html.contains("<a href=\"/\">Orders</a>"))
    }

    @Test("Files have names that change with their content, and pages use them")
    func assets() {
        #expect(Set(Asset.all.map(\.name)).count == 3)
        for asset in Asset.all { #expect(asset.name.contains(#/^[a-z]+\.[0-9a-f]{12}\.(css|js|svg)$/#)) }
        let html = String(
            decoding: SignInPage(formToken: "", to: "/").html(in: Shell(version: "1")), as: UTF8.self)
        for asset in Asset.all { #expect(html.contains("\"\(asset.path)\"")) }
    }

    @Test("A moment is UTC to the second, whatever fraction it has")
    func moment() {
        #expect(Moment("2026-11-23T18:20:37.123456Z").utc == "2026-11-23 18:20:37 UTC")
        #expect(Moment("2026-11-23T18:20:37Z").iso == "2026-11-23T18:20:37Z")
    }
}
