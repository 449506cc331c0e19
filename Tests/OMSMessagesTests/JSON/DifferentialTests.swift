import Foundation
import OMSMessages
import Testing

@Suite("Our JSON and Foundation's")
struct DifferentialTests {
    /// Whether Foundation accepts the bytes as one JSON value.
    private func foundationAccepts(_ bytes: [UInt8]) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
    }

    @Test("random documents and small damages to them are accepted or refused alike")
    func randomDocuments() throws {
        var random = SeededRandom(seed: 42)
        let parser = JSONParser()
        var accepted = 0
        for _ in 0..<20_000 {
            var generator = JSONGenerator(random: random)
            var bytes = generator.document()
            random = generator.random
            if random.chance(60) { damage(&bytes, &random) }
            let theirs = foundationAccepts(bytes)
            let ours = (try? parser.parse(bytes)) != nil
            if ours { accepted += 1 }
            if ours != theirs, ours ? foundationRefusesWrongly(bytes) : foundationAcceptsWrongly(bytes) { continue }
            #expect(ours == theirs, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
        #expect(accepted > 5_000 && accepted < 19_000)
    }

    @Test("accepted documents have the same content")
    func content() throws {
        var random = SeededRandom(seed: 43)
        let parser = JSONParser()
        for _ in 0..<3_000 {
            var generator = JSONGenerator(random: random)
            let bytes = generator.document()
            random = generator.random
            let theirs = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            expectSame(try parser.parse(bytes).root, theirs)
        }
    }

    private func expectSame(_ ours: JSONValue, _ theirs: Any) {
        switch ours.kind {
        case .object:
            let object = theirs as? [String: Any]
            #expect(Set(ours.members.map(\.name)) == Set(object?.keys.map { $0 } ?? []))
            for (name, _) in ours.members {
                if let value = ours[name], let other = object?[name] { expectSame(value, other) }
            }
        case .array:
            let array = theirs as? [Any]
            #expect(ours.elements.count == array?.count)
            for (value, other) in zip(ours.elements, array ?? []) { expectSame(value, other) }
        case .string: #expect(ours.string == theirs as? String)
        case .bool: #expect(ours.bool == theirs as? Bool)
        case .null: #expect(theirs is NSNull)
        case .number:
            #expect(Double(String(decoding: ours.raw, as: UTF8.self)) == (theirs as? NSNumber)?.doubleValue)
        }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let at = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes.remove(at: at)
        case 1:
            bytes[at] = Array("{}[],:\"\\0123456789.eE+-truefalsnul \n\u{0}\u{1}x".utf8).randomElement(using: &random)!
        case 2: bytes.removeLast(random.below(bytes.count))
        default: bytes.insert(Array("{}[],:\"\\01.eE+-tfn x".utf8).randomElement(using: &random)!, at: at)
        }
    }

    /// The grammar allows lonely surrogates and numbers beyond a double.
    private func foundationRefusesWrongly(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains(/\\u[dD][89a-fA-F]/) || text.contains(/[eE]\+?[0-9]{3,}/)
    }

    /// The grammar allows neither a comma behind the last element nor a NUL behind the document.
    private func foundationAcceptsWrongly(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(/,\s+[\]}]/) || bytes.contains(0)
    }
}

/// Random valid JSON.
struct JSONGenerator {
    var random: SeededRandom

    mutating func document() -> [UInt8] { Array((blank() + value(depth: 0) + blank()).utf8) }

    private mutating func value(depth: Int) -> String {
        switch random.below(depth > 4 ? 5 : 8) {
        case 0: return ["null", "true", "false"].randomElement(using: &random)!
        case 1, 2: return number()
        case 3, 4: return string()
        case 5, 6:
            let members = (0..<random.below(5)).map { _ in
                string() + blank() + ":" + blank() + value(depth: depth + 1) + blank()
            }
            return "{" + blank() + members.joined(separator: "," + blank()) + "}"
        default:
            let elements = (0..<random.below(5)).map { _ in value(depth: depth + 1) + blank() }
            return "[" + blank() + elements.joined(separator: "," + blank()) + "]"
        }
    }

    private mutating func number() -> String {
        var text = random.chance(30) ? "-" : ""
        text += String(random.below([1, 10, 100_000].randomElement(using: &random)!))
        if random.chance(40) { text += "." + String(random.below(1_000)) }
        if random.chance(20) {
            text += ["e", "E", "e+", "E-"].randomElement(using: &random)! + String(random.below(20))
        }
        return text
    }

    private mutating func string() -> String {
        var text = "\""
        for _ in 0..<random.below(12) {
            switch random.below(8) {
            case 0:
                text += [#"\n"#, #"\""#, #"\\"#, #"\/"#, #"\t"#, #"\u00e9"#, #"\u20AC"#].randomElement(using: &random)!
            case 1: text += ["é", "€", "😀", "\u{7F}"].randomElement(using: &random)!
            default:
                text.unicodeScalars.append(["a", "b", "0", " ", "{", "]", ",", ":"].randomElement(using: &random)!)
            }
        }
        return text + "\""
    }

    private mutating func blank() -> String {
        random.chance(70) ? "" : [" ", "\n", "\t", "\r\n", "   "].randomElement(using: &random)!
    }
}
