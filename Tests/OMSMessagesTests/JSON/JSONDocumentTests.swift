import OMSMessages
import Testing

@Suite("JSON documents")
struct JSONDocumentTests {
    @Test("values are reached by name and kind")
    func access() throws {
        let document = try JSONDocument(
            #"{"s": "a\u00e9\n", "n": -12, "d": "31.20", "t": true, "z": null, "a": [1, "2", {}], "o": {"x": {"y": 5}}}"#
        )
        let root = document.root
        #expect(root.kind == .object)
        #expect(root.string("s") == "aé\n")
        #expect(root.int("n") == -12)
        #expect(root.decimal("d") == decimal("31.2"))
        #expect(root.decimal("n") == decimal("-12"))
        #expect(root.bool("t") == true)
        #expect(root["z"]?.isNull == true)
        #expect(root["z"]?.string == nil)
        #expect(root["absent"] == nil)
        #expect(root.elements("a").map(\.int) == [1, 2, nil])
        #expect(root["o"]?["x"]?.int("y") == 5)
        #expect(root["s"]?["x"] == nil)
        #expect(String(decoding: root["o"]!.raw, as: UTF8.self) == #"{"x": {"y": 5}}"#)
        #expect(String(decoding: root["s"]!.raw, as: UTF8.self) == #""a\u00e9\n""#)
        #expect(root.members.map(\.name) == ["s", "n", "d", "t", "z", "a", "o"])
        #expect(root.members.map(\.value.kind) == [.string, .number, .string, .bool, .null, .array, .object])
    }

    @Test("dates and codes are read from text")
    func values() throws {
        let root = try JSONDocument(#"{"at": "2026-02-03T18:42:31Z", "status": "On Hold"}"#).root
        #expect(root.timestamp("at") == moment("2026-02-03T18:42:31Z"))
        #expect(root.code("status")?.normalized == "ONHOLD")
    }

    @Test("nothing is trimmed, and the last of equal names counts")
    func exactness() throws {
        let root = try JSONDocument(#"{"a": 1, "a": " x ", "b\u0061": 3, "": 4}"#).root
        #expect(root.string("a") == " x ")
        #expect(root.int("ba") == 3)
        #expect(root.int("") == 4)
    }

    @Test("a value outlives the name of its document")
    func lifetime() throws {
        func inner() throws -> JSONValue? { try JSONParser().parse(Array(#"{"a": {"b": "kept"}}"#.utf8)).root["a"] }
        #expect(try inner()?.string("b") == "kept")
    }

    @Test("a parser serves document after document, large and small")
    func reuse() throws {
        let parser = JSONParser()
        let large = Array(("[" + String(repeating: #"{"a":1},"#, count: 200_000) + "1]").utf8)
        for _ in 0..<3 {
            #expect(try parser.parse(large).root.elements.count == 200_001)
            #expect(try parser.parse(Array("[1,2]".utf8)).root.elements.count == 2)
            #expect(throws: JSONError.self) { try parser.parse(Array("[1,2".utf8)) }
        }
    }

    @Test(
        "every kind of bad text is named, with its place where it is known",
        arguments: [
            ("", JSONError.Reason.empty, 0), ("  ", .empty, nil), ("{", .unexpectedEnd, 1), ("[1,", .unexpectedEnd, 3),
            ("[1,]", .unexpectedCharacter, 3), ("{\"a\"}", .unexpectedCharacter, 4), ("{1:2}", .unexpectedCharacter, 1),
            ("[1 2]", .unexpectedCharacter, 3), ("[1}", .unexpectedCharacter, 2),
            ("{\"a\":1,}", .unexpectedCharacter, 7),
            ("nul", .invalidLiteral, 0), ("truex", .invalidLiteral, 0), ("[falsey]", .invalidLiteral, 1),
            ("NaN", .invalidLiteral, 0), ("01", .invalidNumber, 0), ("-", .invalidNumber, 0), ("1.", .invalidNumber, 0),
            ("1e", .invalidNumber, 0), ("1x", .invalidNumber, 0), ("+1", .unexpectedCharacter, 0),
            (".5", .unexpectedCharacter, 0), ("[1]]", .trailingText, 3), ("{} {}", .trailingText, 3),
            (#""\x""#, .invalidEscape, 1), (#""\u12g4""#, .invalidEscape, 1), (#""\u12""#, .invalidEscape, 1),
            (#"{"a\q":1}"#, .invalidEscape, 3), ("\"a\u{1}\"", .controlCharacter, nil),
            ("\"a\nb\"", .controlCharacter, nil), ("\"abc", .unclosedString, nil), (#""abc\""#, .unclosedString, nil),
            ("[1,\u{1a}]", .unexpectedCharacter, 3), ("1\u{0c}", .trailingText, 1), (#"1"a""#, .invalidNumber, 0),
            (#""a"b"#, .trailingText, 3), (#""a""b""#, .trailingText, 3), ("\u{FEFF}[", .unexpectedEnd, 4),
        ] as [(String, JSONError.Reason, Int?)])
    func refusals(text: String, reason: JSONError.Reason, offset: Int?) {
        #expect(throws: JSONError.malformed(reason, offset: offset)) { try JSONDocument(text) }
    }

    @Test(
        "invalid UTF-8 is refused wherever it stands",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x80], [0x5B, 0x31, 0x5D, 0xC3],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.malformed(.invalidUTF8, offset: nil)) { try JSONDocument(bytes) }
    }

    @Test("numbers of any size are numbers; only those that fit become integers")
    func numbers() throws {
        for text in ["1e999", "-0", "0.1e-5", "123456789012345678901234567890123456789012345678901234567890"] {
            let value = try JSONDocument(text).root
            #expect(value.kind == .number)
            #expect(String(decoding: value.raw, as: UTF8.self) == text)
        }
        #expect(try JSONDocument("9223372036854775807").root.int == .max)
        #expect(try JSONDocument("9223372036854775808").root.int == nil)
        #expect(try JSONDocument("-9223372036854775808").root.int == .min)
    }
}
