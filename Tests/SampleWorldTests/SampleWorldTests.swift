import Foundation
import SampleWorld
import Testing

@Suite("The sample world")
struct SampleWorldTests {
    private static func stream(_ options: SampleWorld.Options) -> [SampleMessage] {
        var world = SampleWorld(options)
        var messages: [SampleMessage] = []
        while let message = world.nextMessage() { messages.append(message) }
        return messages
    }

    @Test("In the plain world every message obeys the field tables of the reference")
    func fieldTables() throws {
        for message in Self.stream(.init(orders: 600, seed: 1)) {
            var faults = FieldTables.faults(in: try MessageText(message))
            if message.lifecycle == .mockRefund { faults.removeAll { $0.hasPrefix("refund ") } }
            #expect(faults.isEmpty, "\(message.lifecycle?.rawValue ?? "") \(message.method)")
        }
    }

    @Test(
        "With quirks every message is still one line of valid JSON with a method",
        arguments: [UInt64(1), 2, 3])
    func quirksAreJSON(seed: UInt64) throws {
        for message in Self.stream(
            .init(orders: 250, seed: seed, quirks: true, shuffle: true, duplicates: true))
        {
            #expect(!message.json.contains { $0 < 0x20 })
            #expect(try MessageText(message).root["method"] as? String == message.method)
        }
    }

    @Test("Every quirk of the reference occurs")
    func everyQuirk() {
        let messages = Self.stream(.init(orders: 500, seed: 16, quirks: true))
        let text = Data(messages.map(\.json).joined(separator: [0x0A]))
        let marks = [
            #""gross_amount":""#, #""line_number":""#, #""details":[]"#, #""shipment_id":"""#, #""reference":"""#,
            #""shimpent_id""#, #""jsonrpc":2.0"#, #""id":null"#, #"{"method""#, #""client":"northquay","method""#,
            #"Nordpost ""#, #""x_extension""#, #""status":{"#, #""store_id":null"#, #""attribute_code""#,
            #""vat_country":null"#, #""status":null"#, #""product_type":"physical""#, #"+05:30"#, #"-03:30"#,
            #"T00:00:00+00:00","status":{"code""#, #""store_id":"WH-"#, #""PENDING RELEASE""#, #""On Hold""#,
            #""Validate Auth Fail""#, #""rma":"""#, #""rate":19}]}"#,
        ]
        for mark in marks { #expect(text.range(of: Data(mark.utf8)) != nil, "\(mark)") }
        #expect(
            messages.contains {
                let start = String(decoding: $0.json.prefix(60), as: UTF8.self)
                return start.contains(/"id":[0-9]+,"/)
            })
        #expect(
            messages.contains { message in
                guard message.method.hasSuffix("shipment_done"),
                    let shipment = try? MessageText(message).argument("shipment")
                else { return false }
                return (shipment["shipment_date"] as? String)?.contains(" ") == true
            })
    }

    @Test("The same seed gives the same bytes, another seed others")
    func seeds() {
        func bytes(_ seed: UInt64) -> [[UInt8]] {
            Self.stream(.init(orders: 150, seed: seed, quirks: true, shuffle: true, duplicates: true)).map(\.json)
        }
        #expect(bytes(7) == bytes(7))
        #expect(bytes(7) != bytes(8))
    }

    @Test("Every lifecycle occurs within 2,000 orders", arguments: [UInt64(1), 99])
    func everyLifecycle(seed: UInt64) {
        let seen = Set(SampleWorld.histories(.init(orders: 2000, seed: seed)).compactMap { $0.first?.lifecycle })
        #expect(seen == Set(Lifecycle.allCases))
    }

    @Test("Every lifecycle says what it is and what it should cause, in the words of the decision table")
    func table() {
        let kinds: Set = [
            "order_confirmation", "shipment_confirmation", "payment_authorization_failed", "payment_capture_failed",
            "order_cancellation", "return_authorized", "return_received", "refund_triggered",
        ]
        var seen: Set<String> = []
        var fates: Set<String> = []
        for lifecycle in Lifecycle.allCases {
            #expect(lifecycle.weight > 0)
            #expect(lifecycle.summary.hasSuffix("."))
            #expect(!lifecycle.expectation.isEmpty)
            seen.formUnion(lifecycle.expectation.map(\.kind))
            fates.formUnion(lifecycle.expectation.map(\.disposition))
        }
        #expect(seen == kinds)
        #expect(
            fates == [
                "pending", "delegated", "held:waiting_for_order", "held:unknown_refund_type",
                "held:missing_return_id", "held:no_recipient", "suppressed:test_order", "suppressed:superseded",
                "suppressed:expired", "suppressed:child_order", "suppressed:store_transfer",
                "suppressed:collected_in_store", "suppressed:nothing_shipped", "suppressed:partly_shipped",
            ])
    }

    @Test("Snapshots of two to four lines are about 2 KB")
    func sizes() {
        let messages = Self.stream(.init(orders: 1000, seed: 5))
        let mean = messages.reduce(0) { $0 + $1.json.count } / messages.count
        #expect((1500...2800).contains(mean))
        #expect(messages.allSatisfy { (100...8000).contains($0.json.count) })
    }

    @Test("The stream is in order of delivery and equals the histories")
    func order() {
        let options = SampleWorld.Options(orders: 500, seed: 6, quirks: true, duplicates: true)
        let messages = Self.stream(options)
        #expect(zip(messages, messages.dropFirst()).allSatisfy { $0.time <= $1.time })
        let histories = SampleWorld.histories(options).flatMap { $0 }
        #expect(Set(messages) == Set(histories))
        #expect(messages.count == histories.count)
    }

    @Test("Shuffling keeps the messages and changes their order within orders")
    func shuffle() {
        let plain = Self.stream(.init(orders: 400, seed: 8))
        let shuffled = Self.stream(.init(orders: 400, seed: 8, shuffle: true))
        #expect(counted(plain) == counted(shuffled))
        #expect(plain.map(\.json) != shuffled.map(\.json))
        let before = Dictionary(grouping: plain, by: \.orderID).mapValues { $0.map(\.json) }
        let after = Dictionary(grouping: shuffled, by: \.orderID).mapValues { $0.map(\.json) }
        #expect(before.filter { after[$0.key] != $0.value }.count > 300)
    }

    @Test("Without repeats no two messages are equal; with them each repeat is flagged as what it is")
    func duplicates() {
        let plain = Self.stream(.init(orders: 400, seed: 9))
        #expect(plain.allSatisfy { $0.repetition == .none })
        #expect(Set(plain.map(\.json)).count == plain.count)

        let messages = Self.stream(.init(orders: 400, seed: 9, duplicates: true))
        let firsts = messages.filter { $0.repetition == .none }
        #expect(counted(firsts) == counted(plain))
        let known = Set(firsts.map(\.json))
        let exact = messages.filter { $0.repetition == .exact }
        #expect(!exact.isEmpty && exact.allSatisfy { known.contains($0.json) })
        let knownParams = Set(firsts.map(params))
        let again = messages.filter { $0.repetition == .reemitted }
        #expect(!again.isEmpty && again.allSatisfy { !known.contains($0.json) && knownParams.contains(params($0)) })
    }

    @Test("What waits for its time stays bounded, however many orders there are")
    func bounded() {
        func most(_ orders: Int) -> Int {
            var world = SampleWorld(.init(orders: orders, seed: 10, duplicates: true, secondsBetweenOrders: 7200))
            var most = 0
            while world.next() != nil { most = max(most, world.waitingCount) }
            return most
        }
        let (few, many) = (most(600), most(2400))
        #expect(many < 2 * few)
    }

    @Test("A lifecycle about early messages has them early")
    func earlyMessages() throws {
        let histories = SampleWorld.histories(.init(orders: 1000, seed: 13)).filter {
            [.shipmentBeforeOrder, .returnBeforeOrder, .refundBeforeOrder].contains($0.first?.lifecycle)
        }
        #expect(histories.count >= 10)
        for history in histories {
            let created = try #require(history.firstIndex { $0.method.hasSuffix("order_management.created") })
            #expect(created > 0)
            if let received = history.firstIndex(where: { $0.method.hasSuffix(".received") }),
                history.first?.lifecycle == .returnBeforeOrder
            {
                #expect(created < received)
            }
        }
    }

    @Test("An order's messages name its id and channel")
    func names() {
        for message in Self.stream(.init(orders: 250, seed: 11)) where !message.orderID.isEmpty {
            #expect(Data(message.json).range(of: Data("\"\(message.orderID)\"".utf8)) != nil)
            #expect(SampleWorld.defaultChannels.contains(message.channel))
        }
    }

    @Test("Status dates of one order never repeat with another status")
    func statusDates() throws {
        for history in SampleWorld.histories(.init(orders: 400, seed: 12)) {
            var statuses: [String: String] = [:]
            for message in history where message.method.contains("order_management") {
                let order = try MessageText(message).argument("order")
                guard let date = order["status_date"] as? String, let status = order["status"] as? String else {
                    continue
                }
                let now = "\(status)/\(order["status_reason"] as? String ?? "")"
                #expect(statuses[date] ?? now == now, "\(message.orderID) \(date)")
                statuses[date] = now
            }
        }
    }

    /// The bytes from `"params"` on, which every plain message has last.
    private func params(_ message: SampleMessage) -> Data {
        let json = Data(message.json)
        return json[(json.range(of: Data(#""params":"#.utf8))?.lowerBound ?? 0)...]
    }

    private func counted(_ messages: [SampleMessage]) -> [[UInt8]: Int] {
        messages.reduce(into: [:]) { $0[$1.json, default: 0] += 1 }
    }
}
