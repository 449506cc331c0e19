import Communications
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("Explanations", .database)
struct ExplainerTests {
    private func explain(
        _ kind: Kind, _ messages: [[UInt8]], policy: Policy = Policy(), receivedAt: Int64 = Quay.march(2)
    ) async throws -> [Explanation] {
        let world = World(policy: policy)
        try await world.append(messages, receivedAt: receivedAt)
        try await world.project()
        return try await Explainer(pool: world.database.pool, policy: policy)
            .explain(Quay.order, kind: kind, shard: Quay.shard())
    }

    @Test("Without a cancellation it says which half of it is missing")
    func notCancelledYet() async throws {
        let found = try await explain(
            .customer(.orderCancellation),
            [
                Quay.snapshot("NEW", day: 1, isCreation: true),
                Quay.snapshot("LOGISTICS", day: 2, cancelledLines: [1]),
            ])
        let explanation = try #require(found.first)
        #expect(found.count == 1)
        #expect(explanation.stored == nil)
        #expect(explanation.conditions.map(\.isMet) == [false, false])
        #expect(explanation.conditions[0].text.contains("not yet"))
        #expect(explanation.conditions[1].text.contains("cancelled: line 1; known: lines 1, 2"))
        #expect(explanation.rule.number == 5)
        #expect(explanation.rule.rule == 4)
        #expect(explanation.text.contains("[ ] logistics complete"))
    }

    @Test("A cancellation is explained by the message that completed it, with the state before and after")
    func cancelled() async throws {
        let found = try await explain(
            .customer(.orderCancellation),
            [
                Quay.snapshot("NEW", day: 1, isCreation: true),
                Quay.snapshot("LOGISTICS", day: 2, cancelledLines: [1, 2]),
                Quay.snapshot("LOGISTICSCOMPLETE", reason: "FULLYCANCELLED", day: 3, cancelledLines: [1, 2]),
            ], receivedAt: Quay.march(3))
        let explanation = try #require(found.first)
        let cause = try #require(explanation.cause)
        #expect(cause.position == 3)
        #expect(cause.method == "magento.sales.order_management.updated")
        #expect(cause.transitions.contains { $0.hasPrefix("Order cancelled") })
        let change = try #require(explanation.changes.first { $0.name == "logistics complete" })
        #expect(change.before == "no" && change.after == "yes")
        #expect(!explanation.changes.contains { $0.name == "cancelled" }, "that was so before")
        #expect(explanation.checks.count == SuppressionReason.allCases.count + HoldReason.allCases.count)
        #expect(explanation.checks.filter(\.isMet) == [])
        #expect(explanation.disposition == .pending)
        #expect(explanation.stored?.status == .pending)
        #expect(explanation.stored?.deliveries.count == 1)
        #expect(explanation.policy.contains { $0.name == "cancelled_status_is_final" && $0.value == "off" })
        #expect(explanation.policy.contains { $0.name == "max_age" && $0.value == "14 days" })
    }

    @Test("A hold is followed message by message until it is released")
    func heldRefund() async throws {
        let found = try await explain(
            .customer(.refundTriggered),
            [
                Quay.snapshot("NEW", day: 1, isCreation: true), Quay.refund("CN-1", type: nil),
                Quay.snapshot("ONHOLD", day: 7), Quay.refund("CN-1", type: "APPEASEMENT"),
                Quay.snapshot("LOGISTICS", day: 8),
            ], receivedAt: Quay.march(8))
        let explanation = try #require(found.first)
        #expect(explanation.disposition == .held(.unknownRefundType))
        #expect(explanation.checks.first(where: \.isMet)?.disposition == .held(.unknownRefundType))
        #expect(explanation.redecisions.map(\.position) == [3, 4])
        #expect(explanation.redecisions.map(\.after) == [.held(.unknownRefundType), .pending])
        #expect(explanation.stored?.status == .pending)
        #expect(explanation.text.contains("stays held: unknown_refund_type"))
        #expect(explanation.text.contains("now pending"))
    }

    @Test("A message that waited for its order is explained with the one that it waited for")
    func waitedForItsOrder() async throws {
        let refund = Array(
            String(decoding: Quay.refund("CN-1", type: "APPEASEMENT"), as: UTF8.self)
                .replacing(#""sales_channel_id":"NORTHQUAY","store_id":"NORTHQUAY","#, with: #""store_id":"WH-1","#)
                .utf8)
        let found = try await explain(
            .customer(.refundTriggered), [refund, Quay.snapshot("NEW", day: 1, isCreation: true)],
            receivedAt: Quay.march(6))
        #expect(found.first?.cause?.position == 1)
        #expect(found.first?.cause?.releasedBy == 2)
    }

    @Test("A payment exception is explained by its run of errors, and asks only what payment exceptions know")
    func paymentException() async throws {
        let found = try await explain(
            .customerService(.paymentCaptureFailed),
            [
                Quay.snapshot("NEW", day: 1, isCreation: true),
                Quay.snapshot("ERROR", reason: "CAPTUREFAILURE", day: 2),
                Quay.snapshot("LOGISTICS", day: 3), Quay.snapshot("ERROR", reason: "CAPTURE_FAILURE", day: 4),
            ], receivedAt: Quay.march(4))
        #expect(found.map { $0.stored?.occurrence } == [1, 2])
        #expect(found.map { $0.cause?.position } == [2, 4])
        #expect(found.allSatisfy { $0.checks.count == 6 })
        #expect(found[1].changes.contains { $0.name == "runs of ERROR CAPTUREFAILURE" && $0.after == "2" })
    }

    @Test("Of an order that nobody knows it says so, and names the conditions all the same")
    func unknownOrder() async throws {
        for kind in Kind.all {
            let found = try await Explainer(pool: World().database.pool, policy: Policy())
                .explain("NQ-404", kind: kind, shard: Quay.shard(of: "NQ-404"))
            let explanation = try #require(found.first)
            #expect(found.count == 1)
            #expect(explanation.notes == ["No message of this order is in the log."])
            #expect(!explanation.conditions.isEmpty)
            #expect(explanation.conditions.filter(\.isMet) == [])
        }
    }

    @Test("A parked order is named as such, and what would follow is shown as not recorded")
    func parkedOrder() async throws {
        let world = World()
        try await world.append([Quay.snapshot("NEW", day: 1, isCreation: true)])
        try await world.appendUnreadable()
        try await world.append([Quay.shipment()])
        try await world.project()
        let found = try await Explainer(pool: world.database.pool, policy: Policy())
            .explain(Quay.order, kind: .customer(.shipmentConfirmation), shard: Quay.shard())
        let explanation = try #require(found.first)
        #expect(explanation.stored == nil)
        #expect(explanation.cause?.position == 3)
        #expect(explanation.notes.contains { $0.contains("parked at position") })
        #expect(explanation.notes.contains { $0.contains("is not recorded") })
    }

    @Test("Text fits 100 columns and holds nothing that a terminal obeys, whatever ids messages bring")
    func hostileIDs() async throws {
        let id = String(repeating: "x", count: 300) + #"\u001b[2J\r"#
        let found = try await explain(.customer(.shipmentConfirmation), [Quay.shipment(id)])
        for line in try #require(found.first).text.split(separator: "\n") {
            #expect(line.count <= 100)
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
        }
    }

    @Test("Every communication of a generated world is explained as it was decided", arguments: [UInt64(5), 23])
    func everyCommunication(seed: UInt64) async throws {
        let world = World()
        let options = SampleWorld.Options(orders: 60, seed: seed, quirks: true, shuffle: true, duplicates: true)
        try await world.append(SampleWorld.histories(options).flatMap { $0 }.map(\.json), receivedAt: Quay.march(9))
        try await world.project()
        let explainer = Explainer(pool: world.database.pool, policy: world.policy)
        let queries = CommunicationQueries(pool: world.database.pool)
        let stored = try await queries.list(CommunicationFilter(), limit: 10_000)
        #expect(stored.count > 60)
        for communication in stored {
            let explanation = try #require(try await explainer.explain(communication.id))
            #expect(explanation.cause?.position == communication.position)
            let last = explanation.redecisions.last?.after ?? explanation.disposition
            #expect(last?.status == communication.status)
            #expect(last?.reason == communication.reason)
            let decisive = explanation.checks.first(where: \.isMet)?.disposition ?? .pending
            #expect(decisive == explanation.disposition)
            let kind = try #require(communication.kind)
            #expect(explanation.kind == kind)
            var json = JSONWriter()
            explanation.write(to: &json)
            let root = try JSONDocument(json.bytes).root
            #expect(root["communication"]?.string("id") == communication.id.description)
            #expect(root["cause"]?["position"]?.int("position") == Int(communication.position))
        }
    }
}
