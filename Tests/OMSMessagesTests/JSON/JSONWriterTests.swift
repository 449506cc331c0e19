import Foundation
import OMSMessages
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    @Test("commas are set between members and elements at every depth")
    func structure() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("a", 1)
            writer.member(
                "b",
                array: { writer in
                    writer.value("x")
                    writer.value(true)
                    writer.null()
                    writer.array { _ in }
                    writer.object { _ in }
                    writer.array { $0.value(-7) }
                })
            writer.member("c", object: { $0.member("d", false) })
            writer.key("e")
            writer.value(ExactDecimal("31.20")!)
            writer.member("f", raw: Array(#"{"z":[1]}"#.utf8))
            writer.member("g", Timestamp("2026-02-03T19:42:31+01:00"))
            writer.member("h", Code(" On Hold"))
        }
        #expect(
            writer.text == #"{"a":1,"b":["x",true,null,[],{},[-7]],"c":{"d":false},"e":"31.2","f":{"z":[1]},"#
                + #""g":"2026-02-03T18:42:31Z","h":" On Hold"}"#)
    }

    @Test("nil is null, whatever it would have been")
    func null() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("a", String?.none)
            writer.member("b", Int?.none)
            writer.member("c", Bool?.none)
            writer.member("d", ExactDecimal?.none)
            writer.member("e", Timestamp?.none)
            writer.member("f", Code?.none)
            writer.member("g", raw: [UInt8]?.none)
        }
        #expect(writer.text == #"{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null}"#)
    }

    @Test("lines of newline-delimited JSON start without a comma")
    func lines() {
        var writer = JSONWriter()
        for number in 1...3 {
            writer.array { $0.value(number) }
            writer.newline()
        }
        #expect(writer.text == "[1]\n[2]\n[3]\n")
        writer.removeAll()
        writer.value(UInt64.max)
        #expect(writer.text == "18446744073709551615")
    }

    @Test("quotes, backslashes and control characters are escaped, other text goes through")
    func escaping() {
        var writer = JSONWriter()
        writer.value("\"\\/\u{8}\t\n\u{C}\r\u{1}\u{1F}\u{0}é€😀<&>\u{2028}\u{7F}")
        #expect(writer.text == #""\"\\/\b\t\n\f\r\u0001\u001f\u0000é€😀<&>"# + "\u{2028}\u{7F}\"")
    }

    @Test("text for HTML leaves no way out of a script")
    func html() {
        var writer = JSONWriter(escapesHTML: true)
        writer.object { $0.member("<k>", "</script>&\u{2028}\u{2029}\u{2027}\u{202A}€") }
        #expect(
            writer.text
                == #"{"\u003ck\u003e":"\u003c/script\u003e\u0026\u2028\u2029"# + "\u{2027}\u{202A}€\"}")
    }

    @Test("random text written here is read back the same, by Foundation and by JSONDocument")
    func roundTrip() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<3_000 {
            let text = randomText(&random)
            for html in [false, true] {
                var writer = JSONWriter(escapesHTML: html)
                writer.array { $0.value(text) }
                let read = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
                #expect(read == [text])
                let own = try JSONDocument(writer.bytes).root.elements.first?.string
                #expect(own == text.replacing("\u{0}", with: "\u{FFFD}"))
                var object = JSONWriter(escapesHTML: html)
                object.object { object in
                    object.member("first", text)
                    object.member("second", text)
                }
                let members = try JSONSerialization.jsonObject(with: Data(object.bytes)) as? [String: String]
                #expect(members == ["first": text, "second": text])
                #expect(object.count == object.bytes.count)
            }
        }
    }

    private func randomText(_ random: inout SeededRandom) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<random.below(20) {
            let limit: UInt32 = [0x20, 0x80, 0x800, 0x3000, 0x110000].randomElement(using: &random)!
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) { text.append(scalar) }
        }
        return String(text)
    }
}
