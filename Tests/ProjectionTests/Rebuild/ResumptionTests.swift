import Communications
import EventLog
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import SampleWorld
import Synchronization
import Testing

/// Source: architecture, "Generations and rebuild".
@Suite("What a rebuild has filled is gone on with by the next", .database)
struct ResumptionTests {
    private static let messages = SampleWorld.histories(.init(orders: 150, seed: 77, quirks: true, duplicates: true))
        .flatMap { $0 }.map(\.json)

    private func filled() async throws -> World {
        let world = World()
        try await world.append(Array(Self.messages.dropLast(60)))
        try await world.project()
        return world
    }

    @Test("It folds the other shards alone, tells the same as one without interruption, and the same serves")
    func resumes() async throws {
        let world = try await filled()
        // Found in a shard that is filled before the interruption.
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            DELETE FROM communication WHERE id = (SELECT id FROM communication WHERE shard < 40 ORDER BY id LIMIT 1)
            """)
        let undisturbed = try await world.rebuild.rebuild()
        #expect(undisturbed.generation == 2 && undisturbed.resumedShards == 0)
        #expect(undisturbed.differences.map(\.kind) == [.wouldSend])

        let halt = try await Halt(world, before: .filled, shard: 40)
        let task = Task { try await world.rebuild.rebuild() }
        try await halt.reached(40)
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        try await halt.lift()
        #expect(try await world.generations() == ["1 previous", "2 live", "3 building"])
        let before = try await world.count("SELECT sum(messages)::bigint FROM rebuilt_shard WHERE generation = 3")
        #expect(before > 0 && before < undisturbed.messages)

        let firstProgress = Mutex<Int?>(nil)
        let resumed = try await Rebuild(
            pool: world.database.pool, policy: world.policy, logger: TestLog.quiet,
            onProgress: { done, _ in firstProgress.withLock { $0 = $0 ?? done } }
        ).rebuild()
        #expect(firstProgress.withLock { $0 } == Int(before))
        #expect(resumed.generation == 3 && resumed.resumedShards == 40 && resumed.begunAnewBecause == nil)
        #expect(resumed.messages == undisturbed.messages && resumed.orders == undisturbed.orders)
        #expect(resumed.communications == undisturbed.communications)
        #expect(resumed.differenceCount == 1 && resumed.differences == undisturbed.differences)
        #expect(resumed.shards.count == 64 && resumed.differentShards.isEmpty)
        #expect(try await world.generations() == ["2 previous", "3 live"])
        #expect(try await world.rebuild.verify().differences.map(\.kind) == [.wouldSend])
    }

    @Test("Messages that came between the two are folded into the shards that were filled")
    func newMessages() async throws {
        let world = try await filled()
        try await world.rebuildHalfway()
        try await world.append(Array(Self.messages.suffix(60)))
        try await world.project()
        let documents = try await world.documents()
        let report = try await world.rebuild.rebuild()
        #expect(report.resumedShards == 40 && report.differentShards.isEmpty)
        #expect(try await world.documents() == documents)
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }

    /// What may have changed since.
    enum Change: String, CaseIterable {
        case policy, program, unknownBasis, skipped, activation, live

        var sql: String {
            switch self {
            case .policy: "SELECT 1"
            case .program:
                "UPDATE generation SET basis = jsonb_set(basis, '{program}', '\"0\"') WHERE status = 'building'"
            case .unknownBasis: "UPDATE generation SET basis = NULL WHERE status = 'building'"
            case .skipped:
                "INSERT INTO skipped_message (shard, position, skipped_by, reason) VALUES (1, 1000000, 'by', 'hand')"
            case .activation: "INSERT INTO kind_activation (shard, kind, position) VALUES (1, 'return_received', 1)"
            case .live: "UPDATE generation SET basis = jsonb_set(basis, '{live}', '7') WHERE status = 'building'"
            }
        }

        var reason: String {
            switch self {
            case .policy: "the policy is another"
            case .program: "another build of herald began it"
            case .unknownBasis: "an older version began it"
            case .skipped, .activation:
                "messages were skipped, assigned or erased since, or kinds have another first position"
            case .live: "another generation serves since"
            }
        }
    }

    @Test("Where the same would not be written again, it begins anew and says why", arguments: Change.allCases)
    func changed(change: Change) async throws {
        var world = try await filled()
        try await world.rebuildHalfway()
        try await world.run(change.sql)
        // One setting, deep down.
        if change == .policy { world.policy.others.remorse.byProductType["GIFT"] = 60 }
        let report = try await world.rebuild.rebuild()
        #expect(report.begunAnewBecause == change.reason)
        #expect(report.resumedShards == 0)
        #expect(try await world.generations() == ["1 previous", "2 live"])
        #expect(try await world.count("SELECT count(*) FROM rebuilt_shard WHERE generation = 2") == 64)
    }

    @Test("An equal policy is the same, in whatever order its sets and dictionaries were made")
    func samePolicy() async throws {
        func policy(_ orders: some Sequence<Int>) -> Policy {
            var policy = Policy()
            for number in orders {
                policy.channels["C\(number)"] = ChannelPolicy()
                policy.others.mutedOrders.insert("NQ-\(number)")
                policy.others.refundDays["M\(number)"] = number
            }
            return policy
        }
        var world = try await filled()
        world.policy = policy(1...20)
        try await world.rebuildHalfway()
        world.policy = policy((1...20).reversed())
        let report = try await world.rebuild.rebuild()
        #expect(report.resumedShards == 40 && report.begunAnewBecause == nil)
    }

    @Test("It begins anew where it is asked to")
    func afresh() async throws {
        let world = try await filled()
        try await world.rebuildHalfway()
        let report = try await world.rebuild.rebuild(afresh: true)
        #expect(report.begunAnewBecause == "it was asked for" && report.resumedShards == 0)
        #expect(report.differentShards.isEmpty)
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }

    /// Who may say something that folds obey.
    enum Command: String, CaseIterable { case skip, assign, erase }

    @Test("A command that folds obey throws away what was filled without it", arguments: Command.allCases)
    func commands(command: Command) async throws {
        let world = try await filled()
        try await world.append([
            Quay.snapshot("NEW", day: 1, isCreation: true),
            Quay.snapshot("NEW", day: 1, isCreation: true, channel: "EASTQUAY"),
            Quay.lineCancelled("L1"),
        ])
        try await world.project()
        try await world.rebuildHalfway()
        let letters = DeadLetters(pool: world.database.pool, policy: world.policy)
        let shard = Quay.shard()
        let position = try await world.count("SELECT max(position) FROM message WHERE order_id = '\(Quay.order)'")
        // What cannot be done changes nothing.
        await #expect(throws: DeadLetterError.self) {
            try await letters.skip(shard: shard, position: position + 1, by: "juno", reason: "x")
        }
        await #expect(throws: DeadLetterError.self) {
            try await letters.assign(shard: shard, position: position, to: "NOBODY", by: "juno", reason: "x")
        }
        #expect(try await world.generations() == ["1 live", "2 building"])

        func act() async throws {
            switch command {
            case .skip: _ = try await letters.skip(shard: shard, position: position, by: "juno", reason: "x")
            case .assign:
                _ = try await letters.assign(
                    shard: shard, position: position, to: Quay.channel, by: "juno", reason: "x")
            case .erase:
                _ = try await Erasure(pool: world.database.pool, policy: world.policy).erase(
                    orders: [OrderReference(orderID: Quay.order)], by: "juno", reason: "x")
            }
        }
        try await act()
        #expect(try await world.generations() == ["1 live"])
        #expect(try await world.texts("SELECT to_regclass('order_state_g2') IS NULL || ''") == ["true"])

        // Repeating it says nothing new; an erasure looks for what is left all the same.
        try await world.rebuildHalfway()
        if command != .erase { try await act() }
        #expect(try await world.generations() == ["1 live", "2 building"])
        let report = try await world.rebuild.rebuild()
        #expect(report.resumedShards == 40 && report.differentShards.isEmpty)
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }

    @Test("A retry of a parked order changes nothing that folds obey")
    func retry() async throws {
        let world = try await filled()
        try await world.appendUnreadable()
        try await world.project()
        try await world.rebuildHalfway()
        let settlement = try await DeadLetters(pool: world.database.pool, policy: world.policy).retry(
            order: Quay.order, shard: Quay.shard(), by: "juno", reason: "look again")
        guard case .parked = settlement else { return #expect(Bool(false), "\(settlement)") }
        #expect(try await world.generations() == ["1 live", "2 building"])
    }
}
