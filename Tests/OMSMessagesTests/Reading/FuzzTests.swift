import OMSMessages
import Testing

/// Whatever the bytes, reading ends in a message or an error, never in a trap; a trap here ends the test process.
@Suite("Damaged messages")
struct FuzzTests {
    @Test("200,000 damaged messages are read or refused")
    func mutations() throws {
        var mutator = MessageMutator(seed: 1)
        let reader = OMSMessageReader()
        var read = 0
        var refused = 0
        for _ in 0..<200_000 {
            let bytes = mutator.next()
            do {
                let message = try reader.message(from: bytes)
                read += 1
                #expect(message.envelope.params.upperBound <= bytes.count)
                let envelope = try reader.envelope(of: bytes)
                if envelope != message.envelope { Issue.record("envelopes differ") }
            } catch {
                refused += 1
            }
        }
        #expect(read > 20_000 && refused > 20_000)
    }

    @Test("damaged batches are read or refused, and their places lie inside the body")
    func batches() {
        var mutator = MessageMutator(seed: 2)
        let reader = OMSMessageReader()
        for _ in 0..<5_000 {
            let first = mutator.next()
            let bytes = Array("[".utf8) + first + Array(",".utf8) + mutator.next() + Array("]".utf8)
            guard case .batch(let elements)? = try? reader.request(in: bytes) else { continue }
            for element in elements {
                #expect(element.range.lowerBound > 0 && element.range.upperBound < bytes.count)
                let alone = Result { () throws(OMSMessageError) in try reader.envelope(of: Array(bytes[element.range]))
                }
                #expect(alone == element.result)
            }
        }
    }

    @Test("every type in the place of every value is read", arguments: Fixtures.all)
    func typeSwaps(json: String) throws {
        let reader = OMSMessageReader()
        let document = try JSONDocument(json)
        let replacements = [
            "null", "true", "false", "0", "-1", "1.5", "1e999", #""""#, #"" ""#, #""x""#, #""\u0000\ud800""#, "[]",
            "{}",
            "[[]]", #"[{"id": 1}]"#, #"{"code": {}, "name": []}"#, "99999999999999999999999999999999999999999",
            #""2026-99-99T99:99:99""#, #""9999-12-31T23:59:59-23:59""#,
        ]
        for path in paths(of: document.root) {
            for replacement in replacements {
                var writer = JSONWriter()
                rewrite(document.root, replacing: path[...], with: replacement, into: &writer)
                switch Result(catching: { () throws(OMSMessageError) in try reader.message(from: writer.bytes) }) {
                case .success: break
                case .failure(.notARequest): #expect(path.count <= 1)
                case .failure(let error): Issue.record("\(error)")
                }
            }
        }
    }

    @Test("text cut off at every byte is refused", arguments: Fixtures.all)
    func truncations(json: String) {
        let bytes = Array(json.utf8)
        let reader = OMSMessageReader()
        for length in 0..<bytes.count {
            #expect(throws: OMSMessageError.self) { try reader.message(from: Array(bytes[..<length])) }
        }
    }

    /// The way to every value: positions within members and elements.
    private func paths(of value: JSONValue) -> [[Int]] {
        let children = value.kind == .object ? value.members.map(\.value) : value.elements
        return [[]] + children.enumerated().flatMap { index, child in paths(of: child).map { [index] + $0 } }
    }

    private func rewrite(
        _ value: JSONValue, replacing path: ArraySlice<Int>, with replacement: String, into writer: inout JSONWriter
    ) {
        guard let step = path.first else { return writer.raw(Array(replacement.utf8)) }
        if value.kind == .object {
            writer.object { writer in
                for (index, member) in value.members.enumerated() {
                    writer.key(named: member.name)
                    if index == step {
                        rewrite(member.value, replacing: path.dropFirst(), with: replacement, into: &writer)
                    } else {
                        writer.raw(member.value.raw)
                    }
                }
            }
        } else {
            writer.array { writer in
                for (index, element) in value.elements.enumerated() {
                    if index == step {
                        rewrite(element, replacing: path.dropFirst(), with: replacement, into: &writer)
                    } else {
                        writer.raw(element.raw)
                    }
                }
            }
        }
    }
}

/// Makes damaged copies of the fixtures.
struct MessageMutator {
    private var random: SeededRandom
    private let originals = Fixtures.all.map { Array($0.utf8) }
    private static let tokens = [
        "null", "true", "[]", "{}", "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "1e400", "-", "0",
        "\u{FEFF}", "99999999999999999999", "\"status\":{}", "\"id\":[],", "[[[[[[[[", "\u{0}",
    ].map { Array($0.utf8) }

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func next() -> [UInt8] {
        var bytes = originals.randomElement(using: &random)!
        for _ in 0...random.below(3) { mutate(&bytes) }
        return bytes
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let at = random.below(bytes.count)
        switch random.below(9) {
        case 0: bytes[at] ^= 1 << UInt8(random.below(8))
        case 1: bytes[at] = UInt8(random.below(256))
        case 2: if random.chance(20) { bytes.removeLast(random.below(bytes.count)) }
        case 3: splice(&bytes, at: at)
        case 4: bytes.insert(contentsOf: MessageMutator.tokens.randomElement(using: &random)!, at: at)
        case 5: bytes.removeSubrange(at..<min(bytes.count, at + random.below(40)))
        case 6: swapValue(&bytes)
        case 7: if random.chance(5) { nest(&bytes, at: at) }
        default: bytes[at] = Array("0123456789abczAZ -:+\"".utf8).randomElement(using: &random)!
        }
    }

    private mutating func splice(_ bytes: inout [UInt8], at place: Int) {
        let other = originals.randomElement(using: &random)!
        let start = random.below(other.count)
        let end = min(other.count, start + random.below(60))
        bytes.replaceSubrange(place..<min(bytes.count, place + random.below(60)), with: other[start..<end])
    }

    /// Replaces one scalar value by another token, which mostly leaves the text valid.
    private mutating func swapValue(_ bytes: inout [UInt8]) {
        let colons = bytes.indices.filter {
            bytes[$0] == UInt8(ascii: ":") && bytes[max(0, $0 - 1)] == UInt8(ascii: "\"")
        }
        guard let colon = colons.randomElement(using: &random) else { return }
        let end = bytes[colon...].firstIndex { [UInt8(ascii: ","), UInt8(ascii: "}")].contains($0) } ?? bytes.count
        bytes.replaceSubrange(colon + 1..<end, with: MessageMutator.tokens.randomElement(using: &random)!)
    }

    private mutating func nest(_ bytes: inout [UInt8], at place: Int) {
        let depth = random.below(2_000)
        bytes.insert(
            contentsOf: [UInt8](repeating: UInt8(ascii: random.chance(50) ? "[" : "{"), count: depth), at: place)
    }
}
