import Communications
import HeraldTesting
import Postgres
import Projection
import Testing

@Suite("Parked orders", .database)
struct ParkedOrderTests {
    private var letters: DeadLetters { DeadLetters(pool: World().database.pool, policy: Policy()) }

    @Test("An order with an unreadable message is listed with what waits behind it, and other orders go on")
    func parkedOrderIsListed() async throws {
        let world = World()
        try await world.append([Quay.snapshot("NEW", day: 1, isCreation: true)])
        try await world.appendUnreadable()
        try await world.append([
            Quay.shipment(), Quay.snapshot("COMPLETE", day: 4), Quay.snapshot("NEW", day: 1, order: "NQ-2"),
        ])
        try await world.project()

        let list = try await letters.list()
        #expect(list.setAside.isEmpty && list.overdue.isEmpty)
        let parked = try #require(list.parked.first)
        #expect(list.parked.count == 1)
        #expect(parked.orderID == Quay.order)
        #expect(parked.shard == Quay.shard())
        #expect(parked.position == 2)
        #expect(parked.method == "magento.damaged")
        #expect(parked.attempts == 1)
        #expect(parked.waitingBehind == 2)
        #expect(!parked.error.isEmpty)
        #expect(try await world.count("SELECT count(*) FROM order_state WHERE order_id = 'NQ-2'") == 1)
        #expect(try await world.count("SELECT count(*) FROM communication WHERE kind = 'shipment_confirmation'") == 0)
    }

    @Test("A retry of what still cannot be read keeps the order parked, counts the attempt and records who and why")
    func retryInVain() async throws {
        let world = World()
        try await world.appendUnreadable()
        try await world.append([Quay.shipment()])
        try await world.project()
        let result = try await letters.retry(order: Quay.order, shard: Quay.shard(), by: "juno", reason: "hope")
        guard case .parked(let position, let error, let attempts) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(position == 1)
        #expect(!error.isEmpty)
        #expect(attempts == 2)
        #expect(try await letters.list().parked.map(\.attempts) == [2])
        #expect(
            try await world.texts("SELECT concat_ws('|', action, actor, reason, outcome) FROM order_action")
                == ["retry|juno|hope|parked"])
    }

    @Test("A skipped message is ignored for ever, and its order goes on as if it had never come")
    func skippedMessage() async throws {
        let world = World()
        try await world.append([Quay.snapshot("NEW", day: 1, isCreation: true)])
        try await world.appendUnreadable()
        try await world.append([Quay.shipment(), Quay.snapshot("COMPLETE", day: 4)])
        try await world.project()

        let shard = Quay.shard()
        let result = try await letters.skip(shard: shard, position: 2, by: "juno", reason: "damaged in transit")
        #expect(result == .folded(messages: 3, communications: 2))
        #expect(try await letters.list().isEmpty)
        #expect(try await world.count("SELECT count(*) FROM order_state WHERE status = 'COMPLETE'") == 1)
        #expect(
            try await world.texts("SELECT skipped_by || '|' || reason FROM skipped_message")
                == ["juno|damaged in transit"])
        #expect(try await letters.skip(shard: shard, position: 2, by: "ada", reason: "again") == .nothingToDo)
        #expect(try await world.texts("SELECT skipped_by FROM skipped_message") == ["juno"])

        // What comes later is folded by the workers, and a rebuild finds the same.
        try await world.append([Quay.returned("RMA-1", "REQUESTED")])
        try await world.project()
        #expect(try await world.rebuild.verify().differenceCount == 0)
        #expect(try await world.rebuild.rebuild().differenceCount == 0)
        #expect(try await letters.list().isEmpty)
    }

    @Test("What the database refused is folded whole when the cause is gone: the same states and communications")
    func retryAfterTheCauseIsGone() async throws {
        let messages = [
            Quay.shipment(), Quay.snapshot("NEW", day: 1, isCreation: true), Quay.snapshot("ONHOLD", day: 2),
            Quay.returned("RMA-1", "REQUESTED"), Quay.refund("CN-1", type: "RETURN", rma: "RMA-1"),
        ]
        let undisturbed = try await withDatabase { database in
            let world = World(database: database)
            try await world.append(messages)
            try await world.project()
            return (try await world.documents(), try await world.decisions(), try await world.deliveries())
        }
        let world = World()
        try await world.append([messages[0]])
        try await world.project()
        #expect(try await world.texts("SELECT reason FROM communication") == ["waiting_for_order"])
        try await world.run("ALTER TABLE order_state ADD CONSTRAINT broken CHECK (NOT is_placed)")
        // The same receipts as if all had come at once.
        try await world.append(Array(messages[1...]), receivedAt: 1_772_431_200_000_001)
        try await world.project()
        #expect(try await letters.list().parked.count == 1)
        let vain = try await letters.retry(order: Quay.order, shard: Quay.shard(), by: "juno", reason: "too early")
        guard case .parked(_, let error, 2) = vain else {
            Issue.record("\(vain)")
            return
        }
        #expect(error.contains("broken"))

        try await world.run("ALTER TABLE order_state DROP CONSTRAINT broken")
        let result = try await letters.retry(order: Quay.order, shard: Quay.shard(), by: "juno", reason: "repaired")
        #expect(result == .folded(messages: 5, communications: 3))
        #expect(try await world.documents() == undisturbed.0)
        #expect(try await world.decisions() == undisturbed.1, "the held shipment is decided again, too")
        #expect(try await world.deliveries() == undisturbed.2)
        #expect(try await world.rebuild.verify().differenceCount == 0)
        #expect(
            try await letters.retry(order: Quay.order, shard: Quay.shard(), by: "juno", reason: "again") == .nothingToDo
        )
    }

    @Test("Commands name who and why, and what they are about; else they change nothing")
    func refusals() async throws {
        let world = World()
        try await world.append([Quay.snapshot("NEW", day: 1, isCreation: true)])
        try await world.project()
        let (letters, shard) = (letters, Quay.shard())
        await #expect(throws: DeadLetterError.unattributed) {
            try await letters.retry(order: Quay.order, shard: shard, by: " ", reason: "x")
        }
        await #expect(throws: DeadLetterError.unattributed) {
            try await letters.skip(shard: shard, position: 1, by: "juno", reason: "")
        }
        await #expect(throws: DeadLetterError.unknownShard(99)) {
            try await letters.retry(order: Quay.order, shard: 99, by: "juno", reason: "x")
        }
        await #expect(throws: DeadLetterError.noMessage(shard: shard, position: 7)) {
            try await letters.skip(shard: shard, position: 7, by: "juno", reason: "x")
        }
        await #expect(throws: DeadLetterError.notADeadLetter(shard: shard, position: 1)) {
            try await letters.skip(shard: shard, position: 1, by: "juno", reason: "x")
        }
        await #expect(throws: DeadLetterError.notADeadLetter(shard: shard, position: 1)) {
            try await letters.assign(shard: shard, position: 1, to: "NORTHQUAY", by: "juno", reason: "x")
        }
        #expect(try await world.count("SELECT count(*) FROM order_action") == 0)
    }

    @Test("While a rebuild fills a generation, nothing changes what its fold obeys")
    func rebuildUnderWay() async throws {
        let world = World()
        try await world.appendUnreadable()
        try await world.project()
        let rebuild = try await world.database.connect()
        try await rebuild.run("SELECT pg_advisory_lock(727171)")
        try await world.run("INSERT INTO generation (generation, status) VALUES (2, 'building')")
        let letters = letters
        await #expect(throws: RebuildError.running) {
            try await letters.skip(shard: Quay.shard(), position: 1, by: "juno", reason: "x")
        }
        // A rebuild that died holds no lock, whatever generation it left behind.
        try await rebuild.run("SELECT pg_advisory_unlock(727171)")
        await rebuild.close()
        #expect(
            try await letters.skip(shard: Quay.shard(), position: 1, by: "juno", reason: "x")
                == .folded(messages: 0, communications: 0))
    }
}

extension World {
    /// Every delivery, as text.
    func deliveries() async throws -> [String] {
        try await texts(
            """
            SELECT concat_ws('|', communication_id, channel, recipient, status, created_at)
            FROM delivery ORDER BY communication_id, channel, recipient
            """)
    }
}

extension Connection {
    /// Runs SQL for its effect.
    func run(_ sql: String) throws { try script(sql) }
}
