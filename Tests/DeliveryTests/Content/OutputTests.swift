import Markup
import Testing

@testable import Delivery

@Suite("Written text") struct OutputTests {
    @Test("is wrapped at 78 characters, below the text of a list")
    func wrapping() {
        let words = Array(repeating: "Wort", count: 40).joined(separator: " ")
        let lines = TextLayout.arranged("- \(words)\n  \(words)\n\(words)").split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 78 })
        #expect(lines[0].hasPrefix("- Wort") && lines[1].hasPrefix("  Wort"))
        #expect(lines.last?.hasPrefix("Wort") == true)
    }

    @Test("keeps a long word whole, has no gaps, and underlines headings")
    func layout() {
        let word = String(repeating: "x", count: 100)
        #expect(
            TextLayout.arranged("\n\na\n\n\n\n\(word) b  \nHeading\n---\n\n---\n-- \n\n")
                == "a\n\n\(word)\nb\nHeading\n-------\n\n-- \n")
    }

    @Test("escapes scalar by scalar: an accent on a quotation mark hides nothing")
    func escaping() {
        #expect(HTMLText.escaped("<\u{338}b> \"\u{301} '&") == "&lt;\u{338}b&gt; &quot;\u{301} &#39;&amp;")
    }

    @Test(
        "offers only web addresses for clicking",
        arguments: [
            ("https://x.example/a?b=1&c=2#d", "https://x.example/a?b=1&c=2#d"),
            ("HTTP://X.example", "HTTP://X.example"),
            ("https://x.example/Straße", "https://x.example/Stra%C3%9Fe"),
            ("https://x.example/\"onclick='y'", "https://x.example/%22onclick=%27y%27"),
        ])
    func links(_ text: String, _ link: String) { #expect(WebLink.checked(text) == link) }

    @Test(
        "offers nothing else",
        arguments: [
            "javascript:alert(1)", " https://x.example", "https://", "https:///x", "data:text/html,x", "//x.example",
            "https://x.example/a b", "https://x.example/\n",
            "https://x.example/" + String(repeating: "a", count: 2_000),
        ])
    func noLinks(_ text: String) { #expect(WebLink.checked(text) == nil) }
}
