import CSimdJSON
import SampleWorld
import Testing

@testable import OMSMessages

@Suite("Parsing a document after a similar one")
struct ParsingAfterTests {
    /// What a node says, without what only tells where it was taken from.
    private struct Said: Equatable {
        let (start, end, span): (UInt32, UInt32, UInt32)
        let (kind, hasEscapes): (UInt8, Bool)
        let name: UInt16
    }

    private static let names = ["id", "a", "lines", "status", "line_number", "b\u{E9}"]

    private static func parser(_ limits: JSONParser.Limits = .default) -> JSONParser {
        JSONParser(limits: limits, names: names)
    }

    /// Parses `text` after another document, and by itself with another parser: the same nodes or the same error.
    /// - Returns: the document, and how many of its nodes stand in values that were taken over.
    private static func parse(
        _ text: [UInt8], after earlier: JSONDocument?, _ parser: JSONParser, _ plain: JSONParser
    ) -> (document: JSONDocument?, taken: Int) {
        unsafe text.withUnsafeBytes { bytes in
            let expected = Result { () throws(JSONError) in unsafe said(try plain.nodes(of: bytes, symbolDepth: .max)) }
            let found = unsafe Result { () throws(JSONError) in
                try unsafe parser.nodes(of: bytes, symbolDepth: .max, after: earlier)
            }
            let isSame = unsafe found.map { unsafe said($0) } == expected
            #expect(isSame, "\(String(decoding: text, as: UTF8.self))")
            guard case .success(let nodes) = unsafe found else { return (nil, 0) }
            let taken = unsafe nodes.reduce(0) { $1.flags & UInt8(CSIMDJSON_TAKEN) == 0 ? $0 : $0 + Int($1.span) }
            return unsafe (JSONDocument(copying: bytes, nodes: nodes), taken)
        }
    }

    private static func said(_ nodes: UnsafeBufferPointer<csimdjson_node>) -> [Said] {
        unsafe nodes.map { node in
            Said(
                start: node.start, end: node.end, span: node.span, kind: node.kind,
                hasEscapes: node.flags & UInt8(CSIMDJSON_HAS_ESCAPES) != 0,
                name: node.kind == UInt8(CSIMDJSON_KEY) ? node.symbol : 0)
        }
    }

    private static let texts: [String] = [
        "1", "12", "-0.5e3", "true", "null", #""""#, #""x""#, "[]", "{}", "[ ]", "{ }", "[1]", "[12]", "[1,2]",
        "[ 1 , 2 ]",
        "[12 ,3]", "[[1],[2]]", "[[1,[]],[2]]", "[[[[[1]]]]]", "[[[[[1]]]],2]", "[[[[[1]]]] ,2]", "[{},{}]",
        #"[{"a":1},2]"#,
        #"{"a":1}"#, #"{"a":12}"#, #"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, #"{"a":1,"x":0,"b":2}"#, #"{"a" :1}"#,
        #"{"a": 1}"#,
        #"{"a":{"a":{"a":1}}}"#, #"{"a":{"a":{"a":2}}}"#, #"{"a":{"a":{}}}"#, #"{"a":[]}"#, #"{"a":[1,2,3],"id":"x"}"#,
        #"{"a":[1,2,3,4],"id":"x"}"#, #"{"a":[1,2],"id":"x"}"#, #"{"a":"x\"y"}"#, #"{"a":"x\\","b":1}"#, #"{"a":"é"}"#,
        #"{"bé":"é"}"#, #"{"\u0061":1}"#, #"{"a":1,"a":2}"#, #"{"a":2,"a":1}"#, #"{"a":1,"a":1,"a":1}"#,
        #"{"a":"b","b":"a"}"#,
        "\u{FEFF}{\"a\":1}", "\u{FEFF}[1,2]", #"{"a":1"#, #"{"a""#, "[1,", "[1,2", #"{"a":1}}"#, "[1]]", #"{"a":tru}"#,
        "[1,02]",
        #"{"a":"#, "", "[", "{", #""x"#, #"{"lines":[{"id":1,"status":"A"},{"id":2,"status":"B"}]}"#,
        #"{"lines":[{"id":1,"status":"A"},{"id":2,"status":"C"}]}"#, #"{"lines":[{"id":2,"status":"B"}]}"#,
        #"{"lines":[{"id":1,"status":"A"},{"id":2,"status":"B"},{"id":3}]}"#, #"{"x":{"a":1},"lines":[1]}"#,
        #"{"lines":{"a":1},"x":[1]}"#,
    ]

    @Test("Of any two texts, one after the other")
    func pairs() {
        let (parser, plain) = (Self.parser(), Self.parser())
        var taken = 0
        for first in Self.texts {
            let earlier = Self.parse(Array(first.utf8), after: nil, parser, plain).document
            for second in Self.texts {
                taken += Self.parse(Array(second.utf8), after: earlier, parser, plain).taken
            }
        }
        #expect(taken > 300)
    }

    @Test("Limits hold for what is taken over too")
    func limits() {
        for depth in [1, 2, 3, 5] {
            for nodes in [1, 2, 4, 7, 12] {
                let limits = JSONParser.Limits(maximumDepth: depth, maximumNodes: nodes)
                let (parser, plain) = (Self.parser(limits), Self.parser(limits))
                for first in Self.texts {
                    let earlier = Self.parse(Array(first.utf8), after: nil, parser, plain).document
                    for second in earlier == nil ? [] : Self.texts {
                        _ = Self.parse(Array(second.utf8), after: earlier, parser, plain)
                    }
                }
            }
        }
    }

    @Test("A chain of documents, each the one before with some bytes changed, moved or left out")
    func chain() {
        var random = SeededRandom(seed: 4711)
        let (parser, plain) = (Self.parser(), Self.parser())
        var world = SampleWorld(
            SampleWorld.Options(orders: 6, seed: 5, quirks: true, shuffle: false, duplicates: false))
        var (taken, parsed) = (0, 0)
        while let line = world.next() {
            var text = line
            var earlier: JSONDocument?
            for _ in 0..<120 {
                let result = Self.parse(text, after: earlier, parser, plain)
                taken += result.taken
                // A broken text is mended by going back to the message.
                guard let document = result.document else {
                    text = line
                    continue
                }
                parsed += 1
                earlier = document
                for _ in 0..<random.below(4) {
                    let place = random.below(text.count)
                    switch random.below(5) {
                    case 0: text[place] = UInt8.random(in: 0x20...0x7E, using: &random)
                    case 1: text.insert(UInt8(ascii: " "), at: place)
                    case 2: text.removeSubrange(place..<min(text.count, place + random.below(40)))
                    case 3:
                        let piece = Array(text[place..<min(text.count, place + random.below(80))])
                        text.insert(contentsOf: piece, at: random.below(text.count))
                    default:
                        if let digit = text[place...].firstIndex(where: { (0x30...0x39).contains($0) }) {
                            text[digit] = UInt8.random(in: 0x30...0x39, using: &random)
                        }
                    }
                }
            }
        }
        #expect(parsed > 1_000 && taken > 100_000, "\(parsed) \(taken)")
    }
}
