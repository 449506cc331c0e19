import Communications
import OMSMessages
import Testing

@testable import OrderModel

@Suite("Properties of generated orders")
struct FoldingPropertiesTests {
    /// Every seed is an order; a failing one is named by its argument.
    static let seeds = 0..<200

    @Test("Any permutation and duplication ends in the same read model and the same keys", arguments: seeds)
    func permutations(seed: Int) throws {
        let order = RandomOrder(seed: seed)
        let messages = try order.read()
        var random = SeededGenerator(seed: seed &+ 7_000_000)
        let expected = OrderOutcome(fold(messages), of: order)
        for _ in 0..<4 {
            let shuffled = (messages + random.subset(messages)).shuffled(using: &random)
            let outcome = OrderOutcome(fold(shuffled), of: order)
            expectSame(outcome.keys.sorted(), expected.keys.sorted(), seed)
            expectSame(outcome.order, expected.order, seed)
        }
    }

    @Test("Without dates, latched facts and all keys but those of payments are the same", arguments: seeds)
    func undatedPermutations(seed: Int) throws {
        let order = RandomOrder(seed: seed, isDated: false)
        let messages = try order.read()
        var random = SeededGenerator(seed: seed &+ 9_000_000)
        let expected = OrderOutcome(fold(messages), of: order, isDated: false)
        for _ in 0..<4 {
            let shuffled = (messages + random.subset(messages)).shuffled(using: &random)
            let outcome = OrderOutcome(fold(shuffled), of: order, isDated: false)
            expectSame(outcome.keys.sorted(), expected.keys.sorted(), seed)
            expectSame(outcome.latched, expected.latched, seed)
        }
    }

    @Test("A repeated message changes nothing, at once or later", arguments: seeds)
    func repetition(seed: Int) throws {
        var shop = Shop()
        let messages = try RandomOrder(seed: seed).read()
        for message in messages {
            shop.receive(message)
            let before = shop.family
            let effect = shop.receive(message)
            expectSame(effect.transitions, [], seed)
            expectSame(shop.family.orders, before.orders, seed)
        }
        let end = shop
        for message in messages {
            let effect = shop.receive(message)
            expectSame(effect.transitions, [], seed)
            expectSame(effect.decided.map(\.key), [], seed)
        }
        expectSame(shop.family.orders, end.family.orders, seed)
    }

    @Test(
        "A state can be stored and restored after every message, and folding goes on as if it had not been",
        arguments: seeds)
    func documentRoundTrip(seed: Int) throws {
        var kept = OrderState(salesChannel: Wire.channel, orderID: Wire.orderID)
        var restored = kept
        for message in try RandomOrder(seed: seed, isDated: seed % 2 == 0).read() {
            kept.fold(message)
            restored.fold(message)
            let document = kept.document
            restored = try OrderState(document: restored.document)
            expectSame(try OrderState(document: document), kept, seed)
            expectSame(restored, kept, seed)
            expectSame(restored.document, document, seed)
        }
    }

    @Test("Latched facts never unlatch", arguments: seeds)
    func latches(seed: Int) throws {
        var shop = Shop()
        for message in try RandomOrder(seed: seed, isDated: seed % 2 == 0).read() {
            let before = Latches(shop.order)
            shop.receive(message)
            let after = Latches(shop.order)
            expectSame(before.facts.subtracting(after.facts).sorted(), [], seed)
        }
    }

    @Test("Every transition of section 3 leaves exactly one communication row", arguments: seeds)
    func oneRowEach(seed: Int) throws {
        var shop = Shop()
        for message in try RandomOrder(seed: seed, isDated: seed % 2 == 0).read() {
            let before = shop.records.count
            let effect = shop.receive(message)
            let expected = effect.transitions.filter(\.isTold).count
            expectSame(shop.records.count - before, expected, seed)
        }
        #expect(shop.repeatedKeys.isEmpty, "seed \(seed)")
        #expect(Set(shop.communications.map(\.key)).count == shop.records.count)
        #expect(Set(shop.communications.map(\.id)).count == shop.records.count)
        for record in shop.records { #expect(!record.communication.disposition.reason.isEmpty) }
    }

    @Test("The same log gives the same communications, bit for bit", arguments: 0..<50)
    func deterministic(seed: Int) throws {
        let messages = try RandomOrder(seed: seed).read()
        let first = fold(messages)
        let second = fold(messages)
        expectSame(first.communications, second.communications, seed)
        expectSame(first.order.document, second.order.document, seed)
    }

    private func expectSame<Value: Equatable>(
        _ found: Value, _ expected: Value, _ seed: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let difference = difference(found, expected)
        #expect(difference.isEmpty, "seed \(seed): \(difference)", sourceLocation: sourceLocation)
    }

    private func fold(_ messages: [OMSMessage]) -> Shop {
        var shop = Shop()
        for message in messages { shop.receive(message) }
        return shop
    }
}

/// Everything about an order that only ever becomes true.
private struct Latches {
    var facts: Set<String> = []

    init(_ state: OrderState) {
        if state.isPlaced { facts.insert("placed") }
        if state.facts.logisticsComplete { facts.insert("logistics complete") }
        if state.facts.cancelled { facts.insert("cancelled") }
        if state.facts.testOrder { facts.insert("test order") }
        for line in state.shippedLines { facts.insert("line \(line) shipped") }
        for line in state.lines where line.wasCancelled { facts.insert("line \(line.lineNumber) cancelled") }
        for id in state.cancelledLineIDs { facts.insert("a line \(id) cancelled") }
        for shipment in state.shipments { facts.insert("shipment \(shipment.id)") }
        for record in state.returnRecords {
            for line in record.authorizedLines { facts.insert("\(record.id) authorised \(line)") }
            for line in record.receivedLines(approvedMeansReceived: true) {
                facts.insert("\(record.id) received \(line)")
            }
        }
        for refund in state.refunds where refund.wasStarted { facts.insert("refund \(refund.id) started") }
    }
}

extension Transition {
    /// Whether exactly one communication is due under the default policy.
    fileprivate var isTold: Bool {
        switch self {
        case .errorRunBegan(let reason, _, _): reason == "VALIDATEAUTHFAIL" || reason == "CAPTUREFAILURE"
        default: isTrigger
        }
    }
}
