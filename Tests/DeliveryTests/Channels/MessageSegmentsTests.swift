import Delivery
import Testing

@Suite("The segments of a text message") struct MessageSegmentsTests {
    private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    struct Case: Sendable {
        let text: String
        let count: Int
        let encoding: MessageSegments.Encoding
        let segments: Int
        var units: Int
    }

    static let cases = [
        Case(text: "", count: 1, encoding: .gsm7, segments: 1, units: 0),
        Case(text: "a", count: 160, encoding: .gsm7, segments: 1, units: 160),
        Case(text: "a", count: 161, encoding: .gsm7, segments: 2, units: 161),
        Case(text: "a", count: 306, encoding: .gsm7, segments: 2, units: 306),
        Case(text: "a", count: 307, encoding: .gsm7, segments: 3, units: 307),
        Case(text: "ÄÖÜäöüß@£$¥èéùìòÇØøÅåΔΩ", count: 1, encoding: .gsm7, segments: 1, units: 23),
        // Two septets each; 153 is odd, so one septet of every segment stays empty.
        Case(text: "€", count: 80, encoding: .gsm7, segments: 1, units: 160),
        Case(text: "€", count: 81, encoding: .gsm7, segments: 2, units: 162),
        Case(text: "€", count: 152, encoding: .gsm7, segments: 2, units: 304),
        Case(text: "€", count: 153, encoding: .gsm7, segments: 3, units: 306),
        Case(text: "ç", count: 70, encoding: .ucs2, segments: 1, units: 70),
        Case(text: "ç", count: 71, encoding: .ucs2, segments: 2, units: 71),
        Case(text: "ç", count: 134, encoding: .ucs2, segments: 2, units: 134),
        Case(text: "ç", count: 135, encoding: .ucs2, segments: 3, units: 135),
        Case(text: "😀", count: 35, encoding: .ucs2, segments: 1, units: 70),
        Case(text: "😀", count: 36, encoding: .ucs2, segments: 2, units: 72),
        // 33 pairs fit into 67 units.
        Case(text: "😀", count: 66, encoding: .ucs2, segments: 2, units: 132),
        Case(text: "😀", count: 67, encoding: .ucs2, segments: 3, units: 134),
        Case(text: "`", count: 1, encoding: .ucs2, segments: 1, units: 1),
    ]

    @Test("are counted as networks count them", arguments: cases)
    func counted(_ example: Case) {
        let segments = MessageSegments(repeated(example.text, example.count))
        #expect(segments.encoding == example.encoding)
        #expect(segments.units == example.units)
        #expect(segments.count == example.segments)
    }

    @Test(
        "are no more than allowed once a text is cut, and hold as much as they can",
        arguments: ["a", "€", "ç", "👩‍👩‍👧‍👦", "a😀"])
    func fitting(_ text: String) {
        let long = repeated(text, 500)
        for maximum in 1...3 {
            let cut = MessageSegments.fitting(long, into: maximum)
            #expect(MessageSegments(cut).count <= maximum)
            #expect(cut.hasSuffix("...") && long.hasPrefix(cut.dropLast(3)))
            let longer = String(long.prefix(cut.count - 3 + 1)) + "..."
            #expect(MessageSegments(longer).count > maximum)
        }
        #expect(MessageSegments.fitting("short", into: 1) == "short")
    }

    @Test("keep a link at the end of a text whole, or leave it out whole")
    func links() {
        let words = repeated("Your order is on its way. ", 12)
        let link = "https://northquay.example/orders/NQ-20731"
        for maximum in 1...2 {
            let cut = MessageSegments.fitting(words + link, into: maximum)
            #expect(cut.hasSuffix("... " + link) && cut.hasPrefix("Your order is on its way. Your order"))
            #expect(MessageSegments(cut).count <= maximum)
        }
        #expect(MessageSegments.fitting(words + link, into: 1).count == 160)
        let long = link + repeated("0", 140)
        #expect(MessageSegments.fitting("Your order is on its way. " + long, into: 1) == "Your order is on its way.")
        #expect(MessageSegments.fitting("Your order: \(long) Good bye.", into: 1) == "Your order: ...")
        #expect(MessageSegments.fitting(long, into: 1) == "...")
        let shorter = MessageSegments.fitting(repeated("word ", 50) + long, into: 1)
        #expect(!shorter.contains("https") && shorter.hasSuffix("...") && shorter.count == 160)
    }
}
