import Communications
import HeraldTesting
import Projection
import Testing

@Suite("One order folded again", .database)
struct RebuildOrderTests {
    private func projected() async throws -> World {
        let world = World()
        try await world.append([
            Quay.snapshot("NEW", day: 1, isCreation: true), Quay.shipment(),
            Quay.snapshot("NEW", day: 1, isCreation: true, channel: "SOUTHQUAY"),
            Quay.snapshot("NEW", day: 1, isCreation: true, order: "NQ-2"),
        ])
        try await world.project()
        return world
    }

    @Test("A damaged state is reported, and mended only when asked; other orders are left alone")
    func damagedState() async throws {
        let world = try await projected()
        let documents = try await world.documents()
        #expect(try await world.rebuild.rebuildOrder(Quay.order, verify: true).differenceCount == 0)
        try await world.run(
            "UPDATE order_state SET document = replace(document, '\"NEW\"', '\"OLD\"'), status = 'OLD'")

        let verified = try await world.rebuild.rebuildOrder(Quay.order, verify: true)
        #expect(verified.differences.map(\.kind) == [.orderDiffers, .orderDiffers])
        #expect(verified.messages == 3)
        #expect(verified.orders == 2)
        #expect(try await world.count("SELECT count(*) FROM order_state WHERE status = 'OLD'") == 3)
        let one = try await world.rebuild.rebuildOrder(Quay.order, salesChannel: "SOUTHQUAY", verify: true)
        #expect(one.differences.map(\.salesChannel) == ["SOUTHQUAY"])

        _ = try await world.rebuild.rebuildOrder(Quay.order)
        #expect(try await world.rebuild.rebuildOrder(Quay.order, verify: true).differenceCount == 0)
        #expect(try await world.texts("SELECT order_id FROM order_state WHERE status = 'OLD'") == ["NQ-2"])
        _ = try await world.rebuild.rebuildOrder("NQ-2")
        #expect(try await world.documents() == documents)
    }

    @Test("A missing state comes back, a missing communication is reported and not made")
    func missing() async throws {
        let world = try await projected()
        try await world.run(
            """
            DELETE FROM order_state WHERE sales_channel = 'NORTHQUAY' AND order_id = 'NQ-1';
            DELETE FROM communication WHERE kind = 'shipment_confirmation';
            UPDATE communication SET facts = '{}' WHERE kind = 'order_confirmation' AND sales_channel = 'SOUTHQUAY'
            """)
        let report = try await world.rebuild.rebuildOrder(Quay.order)
        #expect(Set(report.differences.map(\.kind)) == [.orderMissing, .wouldSend, .factsChanged])
        #expect(report.differenceCount == 3)
        #expect(try await world.count("SELECT count(*) FROM orders WHERE order_id = 'NQ-1'") == 2)
        #expect(try await world.count("SELECT count(*) FROM communication WHERE kind = 'shipment_confirmation'") == 0)
    }

    @Test("A parked order stays parked")
    func parked() async throws {
        let world = World()
        try await world.append([Quay.snapshot("NEW", day: 1, isCreation: true)])
        try await world.appendUnreadable()
        try await world.project()
        let report = try await world.rebuild.rebuildOrder(Quay.order)
        #expect(report.parkedOrders == 1)
        #expect(report.differenceCount == 0)
        #expect(try await world.count("SELECT count(*) FROM parked_order") == 1)
    }
}
