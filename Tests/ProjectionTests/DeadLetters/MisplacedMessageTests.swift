import Communications
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import Testing

@Suite("Messages that nobody can place", .database)
struct MisplacedMessageTests {
    private func letters(_ policy: Policy = Policy()) -> DeadLetters {
        DeadLetters(pool: World().database.pool, policy: policy)
    }

    @Test("A message that two channels could own is folded where an operator says, in rebuilds too")
    func assignedMessage() async throws {
        let world = World()
        try await world.append([
            Quay.snapshot("NEW", day: 1, isCreation: true),
            Quay.snapshot("NEW", day: 1, isCreation: true, channel: "SOUTHQUAY"), Quay.lineCancelled("L1"),
            Quay.snapshot("LOGISTICS", day: 2),
        ])
        try await world.project()
        let (letters, shard) = (letters(), Quay.shard())
        let aside = try #require(try await letters.list().setAside.first)
        #expect(aside.position == 3)
        #expect(aside.salesChannels == ["NORTHQUAY", "SOUTHQUAY"])
        #expect(aside.method == "magento.sales.order_management.line_cancelled")

        await #expect(throws: DeadLetterError.unknownChannel("EASTQUAY", known: ["NORTHQUAY", "SOUTHQUAY"])) {
            try await letters.assign(shard: shard, position: 3, to: "EASTQUAY", by: "juno", reason: "asked")
        }
        let result = try await letters.assign(
            shard: shard, position: 3, to: "SOUTHQUAY", by: "juno", reason: "asked the shop")
        #expect(result == .folded(messages: 4, communications: 0))
        #expect(try await letters.list().isEmpty)
        #expect(
            try await world.texts("SELECT sales_channel FROM order_lines WHERE is_cancelled") == ["SOUTHQUAY"])
        #expect(
            try await letters.assign(shard: shard, position: 3, to: "SOUTHQUAY", by: "ada", reason: "too")
                == .nothingToDo)
        await #expect(
            throws: DeadLetterError.assignedBefore(shard: shard, position: 3, salesChannel: "SOUTHQUAY")
        ) {
            try await letters.assign(shard: shard, position: 3, to: "NORTHQUAY", by: "ada", reason: "no, there")
        }
        #expect(
            try await world.texts("SELECT concat_ws('|', sales_channel, assigned_by, reason) FROM message_assignment")
                == ["SOUTHQUAY|juno|asked the shop"])
        #expect(try await world.rebuild.verify().differenceCount == 0)
        #expect(try await world.rebuild.rebuild().differenceCount == 0)
        #expect(
            try await world.texts("SELECT sales_channel FROM order_lines WHERE is_cancelled") == ["SOUTHQUAY"])
    }

    @Test("A message that is set aside can be skipped instead")
    func skippedSetAside() async throws {
        let world = World()
        try await world.append([
            Quay.snapshot("NEW", day: 1, isCreation: true),
            Quay.snapshot("NEW", day: 1, isCreation: true, channel: "SOUTHQUAY"), Quay.lineCancelled("L1"),
        ])
        try await world.project()
        let letters = letters()
        #expect(
            try await letters.skip(shard: Quay.shard(), position: 3, by: "juno", reason: "of no shop")
                == .folded(messages: 2, communications: 0))
        #expect(try await letters.list().isEmpty)
        await #expect(throws: DeadLetterError.skippedBefore(shard: Quay.shard(), position: 3)) {
            try await letters.assign(shard: Quay.shard(), position: 3, to: "NORTHQUAY", by: "juno", reason: "or is it")
        }
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }

    @Test("A message that waits for its order is listed once it has waited too long, and can be assigned")
    func overdueMessage() async throws {
        var policy = Policy()
        policy.channels = ["NORTHQUAY": ChannelPolicy(), "SOUTHQUAY": ChannelPolicy()]
        let world = World(policy: policy)
        // A snapshot without a channel, while two are configured, and a message that can only wait for it.
        try await world.append(
            [Quay.lineCancelled("L2"), Quay.snapshot("NEW", day: 1, isCreation: true, channel: nil)],
            receivedAt: Quay.march(1))
        try await world.project()
        let letters = letters(policy)
        #expect(try await letters.list(waitingLongerThan: .seconds(400 * 86_400 * 100)).isEmpty)
        let overdue = try await letters.list(waitingLongerThan: .seconds(60)).overdue
        #expect(overdue.map(\.position) == [1, 2])

        let result = try await letters.assign(
            shard: Quay.shard(), position: 2, to: "SOUTHQUAY", by: "juno", reason: "only they sell it")
        #expect(result == .folded(messages: 2, communications: 1))
        #expect(try await letters.list(waitingLongerThan: .zero).isEmpty, "the other joins the order that is known now")
        #expect(
            try await world.texts("SELECT line_number::text FROM order_lines WHERE is_cancelled") == ["2"])
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }

    @Test("The list in JSON has one array for each sort")
    func json() async throws {
        let world = World()
        try await world.appendUnreadable(order: "NQ-9")
        try await world.append([Quay.lineCancelled("L2")], receivedAt: Quay.march(1))
        try await world.project()
        var json = JSONWriter()
        try await letters().list(waitingLongerThan: .seconds(60)).write(to: &json)
        let root = try JSONDocument(json.bytes).root
        #expect(root.elements("parked_orders").map { $0.string("order_id") } == ["NQ-9"])
        #expect(root.elements("overdue_messages").map { $0.string("received_at") } == ["2026-03-01T09:00:00Z"])
        #expect(root.elements("set_aside_messages").isEmpty)
    }
}
