import SampleWorld
import Testing

@testable import OMSMessages

@Suite("Reading a snapshot of which an earlier one is known")
struct SnapshotMemoryTests {
    @Test(
        "Every message of a quirky world reads the same, with names passed over or none",
        arguments: [[], ["ip", "taxes"]])
    func world(unread: [String]) throws {
        var world = SampleWorld(
            SampleWorld.Options(orders: 300, seed: 31, quirks: true, shuffle: true, duplicates: true))
        let (plain, knowing) = (OMSMessageReader(unread: Set(unread)), OMSMessageReader(unread: Set(unread)))
        var memories: [String: SnapshotMemory] = [:]
        var (snapshots, remembered) = (0, 0)
        while let line = world.next() {
            let expected = try plain.message(from: line)
            guard let orderID = expected.envelope.orderID else { continue }
            if case .order = expected.payload {
                snapshots += 1
                if memories[orderID] != nil { remembered += 1 }
            }
            #expect(try knowing.read(line, &memories[orderID]) == expected)
        }
        #expect(snapshots > 1000 && remembered > 700)
    }

    /// One line and what stands around it, as text to be changed.
    private static let line =
        #"{"id":"L1","line_number":1,"sku":"S","quantity":1,"amount":{"gross_amount":"5.00","currency":"EUR"},"#
        + #""status":"NEW","status_reason":"INITIAL","status_date":"2026-03-01T08:00:00Z"}"#
    private static let other = #"{"line_number":2,"sku":"T","status":"NEW"}"#

    private static func snapshot(
        lines: String = "[\(line),\(other)]",
        address: String = #"{"reference":"A","city":"Lorient","email":"a@b.example"}"#,
        payment: String = #"{"reference":"P","transactions":[{"amount":5,"payment_method":"CARD"}]}"#,
        attributes: String = #"[{"name":"n","value":"v"}]"#
    ) -> String {
        #"{"method":"magento.sales.order_management.updated","params":{"order":{"id":"O","store":"C","addresses":["#
            + address + #"],"payments":["# + payment + #"],"lines":"# + lines + #","custom_attributes":"# + attributes
            + "}}}"
    }

    private static func line(_ original: String, _ replacement: String) -> String {
        snapshot(lines: "[\(line.replacing(original, with: replacement)),\(other)]")
    }

    /// Snapshots that differ in one thing each; every pair of them is read one after the other.
    private static let variants: [String] = [
        snapshot(),
        line(#""status":"NEW""#, #""status":"SHIPPED""#),
        line(#""status":"NEW""#, #""status":{"code":"NEW","reason_code":"OTHER","date":"2026-03-02T08:00:00Z"}"#),
        line(#""status":"NEW","status_reason":"INITIAL","#, #""status":{"code":"NEW","reason_code":"OTHER"},"#),
        line(#""status":"NEW","status_reason":"INITIAL","#, #""status":{"code":"NEW"},"status_reason":"","#),
        line(#""status_reason":"INITIAL","#, ""),
        line(#""status_reason":"INITIAL""#, #""status_reason":"  ""#),
        line(#""status_reason":"INITIAL""#, #""status_reason":null"#),
        line(#""line_number":1"#, #""line_number":"1""#),
        line(#""line_number":1"#, #""line_number":7"#),
        line(#""line_number":1"#, #""line_number":"x""#),
        line(#""quantity":1"#, #""quantity":2,"quantity":3"#),
        line(#""quantity":1"#, #""quantity":2,"quantity":1"#),
        line(#""quantity":1"#, #""unheard":[1,{"sku":"U"}],"quantity":1"#),
        line(#""quantity":1"#, #""unheard":[2,{"sku":"U"}],"quantity":1"#),
        line(#""id":"L1","line_number":1"#, #""line_number":1,"id":"L1""#),
        line(#""sku":"S""#, #""sk\u0075":"S""#),
        line(#""sku":"S""#, #""sku":"S\u00e9""#),
        line(#""sku":"S""#, #""sku":"Sé""#),
        line(#""sku":"S""#, #""sku" : "S""#),
        line(#""amount":{"gross_amount":"5.00""#, #""amount":{"gross_amount":"5.0""#),
        line(#""amount":{"gross_amount":"5.00","currency":"EUR"}"#, #""amount":[]"#),
        line(#""amount":{"#, #""payments":[{"gross_amount":1,"status":"PAID"}],"amount":{"#),
        line(#""amount":{"#, #""payments":{"gross_amount":1,"status":"PAID"},"amount":{"#),
        snapshot(lines: "[\(other),\(line)]"), snapshot(lines: "[\(line)]"), snapshot(lines: line),
        snapshot(lines: "[]"), snapshot(lines: "null"), snapshot(lines: "[1,\(line),\"x\",\(other)]"),
        snapshot(lines: #"[{"sku":"no number"},\#(line),\#(other)]"#), snapshot(lines: "[\(line),\(line)]"),
        snapshot(address: #"{"reference":"A","city":"Brest","email":"a@b.example"}"#),
        snapshot(address: #"{"reference":"A","city":"Lorient"}"#), snapshot(address: #"{"city":"Lorient"}"#),
        snapshot(payment: #"{"reference":"P","transactions":[{"amount":6,"payment_method":"CARD"}]}"#),
        snapshot(payment: "{}"), snapshot(attributes: #"{"n":"v"}"#),
        snapshot(attributes: #"[{"name":"n","value":"w"}]"#),
        #"{"method":"magento.sales.order_management.updated","params":{"order":{"id":"O","lines":[],"lines":[\#(line)]}}}"#,
        #"{"method":"magento.sales.order_management.updated","params":{"order":{"id":"O","lines":[\#(line)],"lines":[]}}}"#,
    ]

    @Test("Whatever changed from one snapshot to the next, it reads as if nothing had been known", arguments: variants)
    func pairs(first: String) throws {
        let reader = OMSMessageReader()
        for second in Self.variants {
            var memory: SnapshotMemory?
            #expect(try reader.read(Array(first.utf8), &memory) == reader.message(from: Array(first.utf8)))
            let again = try reader.read(Array(second.utf8), &memory)
            #expect(try again == reader.message(from: Array(second.utf8)), "\(first)\n→ \(second)")
        }
    }

    @Test("Bytes changed anywhere: still the same, or the same error")
    func fuzz() throws {
        let reader = OMSMessageReader()
        var random = SeededRandom(seed: 77)
        let original = Array(Self.variants[0].utf8)
        var readable = 0
        for _ in 0..<4_000 {
            var changed = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 60..<changed.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: changed[place] = UInt8.random(in: 0x20...0x7E, using: &random)
                case 1: changed.remove(at: place)
                default: changed.insert(changed[Int.random(in: 0..<changed.count, using: &random)], at: place)
                }
            }
            var memory: SnapshotMemory?
            _ = try reader.read(original, &memory)
            let expected = Result { () throws(OMSMessageError) in try reader.message(from: changed) }
            let found = Result { () throws(OMSMessageError) in try reader.read(changed, &memory) }
            if case .success = expected { readable += 1 }
            guard found == expected else {
                Issue.record("\(String(decoding: changed, as: UTF8.self))")
                return
            }
        }
        #expect(readable > 1_000)
    }

    @Test("What a snapshot repeats is shared with the one before, not read once more")
    func sharing() throws {
        let reader = OMSMessageReader()
        var memory: SnapshotMemory?
        let first = try #require(reader.read(Array(Self.variants[0].utf8), &memory).snapshot)
        let second = try #require(reader.read(Array(Self.variants[1].utf8), &memory).snapshot)
        #expect(second.lines[0].status?.raw == "SHIPPED")
        #expect(second.lines[0].shared.isIdentical(to: first.lines[0].shared), "only its status changed")
        #expect(second.lines[1].shared.isIdentical(to: first.lines[1].shared))
        #expect(second.addresses[0].shared.isIdentical(to: first.addresses[0].shared))
    }

    @Test("What is forgotten is not shared with what comes next, and a memory that forgot remembers again")
    func forgetting() throws {
        let reader = OMSMessageReader()
        var memory: SnapshotMemory?
        let first = try #require(reader.read(Array(Self.variants[0].utf8), &memory).snapshot)
        memory?.forget()
        let second = try reader.read(Array(Self.variants[1].utf8), &memory)
        #expect(try second == reader.message(from: Array(Self.variants[1].utf8)))
        let lines = try #require(second.snapshot?.lines)
        #expect(!lines[1].shared.isIdentical(to: first.lines[1].shared))
        let third = try #require(reader.read(Array(Self.variants[1].utf8), &memory).snapshot)
        #expect(third.lines[1].shared.isIdentical(to: lines[1].shared))
    }

    @Test("A snapshot with very many values is read, and not remembered")
    func bound() throws {
        let reader = OMSMessageReader()
        let lines = (1...3000).map { #"{"line_number":\#($0),"sku":"S","status":"NEW"}"# }.joined(separator: ",")
        let large = Array(Self.snapshot(lines: "[\(lines)]").utf8)
        var memory: SnapshotMemory?
        #expect(try reader.read(large, &memory).snapshot?.lines.count == 3000)
        #expect(memory == nil)
    }
}

extension OMSMessageReader {
    fileprivate func read(_ bytes: [UInt8], _ memory: inout SnapshotMemory?) throws(OMSMessageError) -> OMSMessage {
        try unsafe bytes.span.bytes.withUnsafeBytes { buffer throws(OMSMessageError) in
            try unsafe message(from: buffer, knowing: &memory)
        }
    }
}

extension OMSMessage {
    fileprivate var snapshot: OrderSnapshot? {
        if case .order(let snapshot) = payload { snapshot } else { nil }
    }
}
