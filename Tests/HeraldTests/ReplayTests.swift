import Foundation
import HeraldTesting
import OMSMessages
import Postgres
import SampleWorld
import Testing

/// `herald replay` as operators run it. Source: invariant 9 of the architecture; decision table, section 6.
@Suite("Replay", .serialized, .database, .timeLimit(.minutes(3)))
struct ReplayTests {
    private let database = TestDatabase.current

    private func herald(_ arguments: String...) async throws -> Program.Output {
        try await Program.run(arguments, environment: ["HERALD_DATABASE_URL": database.uri])
    }

    /// Has a service fold generated orders; all of them are too old for anybody to be told.
    private func fill() async throws {
        let messages = SampleWorld.histories(SampleWorld.Options(orders: 60, seed: 8, quirks: true)).flatMap { $0 }
        let input = messages.map { String(decoding: $0.json, as: UTF8.self) }.joined(separator: "\n")
        let imported = try await Program.run(
            ["import", "-", "--live"], input: input, environment: ["HERALD_DATABASE_URL": database.uri])
        #expect(imported.status == 0, "\(imported.errors)")
        try await Program.withFolder { folder in
            let service = try await RunningService.start(
                folder: folder, port: 18_441, database: database.uri, settings: [])
            defer { service.kill() }
            try await service.settle()
            #expect(try await service.stop() == 0)
        }
    }

    /// Everything that a replay could touch, as digests.
    private func snapshot() async throws -> [String] {
        let live = "WHERE generation = (SELECT generation FROM generation WHERE status = 'live')"
        return try await database.texts(
            """
            SELECT md5(string_agg(line, E'\\n' ORDER BY line COLLATE "C")) || count(*) FROM (
                SELECT 1 AS part, document AS line FROM order_state \(live)
                UNION ALL SELECT 2, c::text FROM communication c
                UNION ALL SELECT 3, d::text FROM delivery d
                UNION ALL SELECT 4, concat_ws(' ', shard, order_id, position) FROM waiting_message \(live)
                UNION ALL SELECT 5, concat_ws(' ', shard, position) FROM checkpoint \(live)
            ) lines GROUP BY part ORDER BY part
            """)
    }

    @Test(
        "Killed half-way it leaves the read models as they were; the next goes on, and ends like one that was not killed",
        arguments: RebuildMoment.allCases)
    func killed(at moment: RebuildMoment) async throws {
        try await fill()
        let before = try await snapshot()
        let halted = try await HaltedReplay.start(at: moment, environment: ["HERALD_DATABASE_URL": database.uri]) {
            try await TestDatabase.current.connect()
        }
        halted.process.signal(SIGKILL)
        try await halted.process.exitStatus()
        await halted.lift()
        try await database.wait(
            until: """
                NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                        AND pid <> pg_backend_pid() AND state <> 'idle')
                    AND NOT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database
                        WHERE datname = current_database() AND locktype = 'advisory')
                """)
        #expect(try await database.texts("SELECT status FROM generation ORDER BY generation") == ["live", "building"])
        #expect(try await snapshot() == before)

        let verification = try await herald("replay", "--verify")
        #expect(verification.status == 0, "\(verification.text)")
        let next = try await herald("replay", "--format", "json")
        #expect(next.status == 0, "\(next.text) \(next.errors)")
        let resumed = try JSONDocument(Array(next.text.utf8)).root
        let shards = try #require(resumed.int("resumed_shards"))
        #expect(moment == .filling ? 0 < shards && shards < 64 : shards == 64)
        #expect(resumed.int("shards_same") == 64 && resumed.int("shards_different") == 0)
        #expect(try await snapshot() == before)
        #expect(try await database.texts("SELECT status FROM generation ORDER BY generation") == ["previous", "live"])
        #expect(
            try await database.texts(
                "SELECT relname::text FROM pg_class WHERE relname ~ '^order_state_g[0-9]+$' ORDER BY 1")
                == ["order_state_g1", "order_state_g2"])
        #expect(try await database.texts("SELECT DISTINCT generation::text FROM checkpoint ORDER BY 1") == ["1", "2"])
        #expect(try await herald("replay", "--verify").status == 0)

        let undisturbed = try JSONDocument(Array(try await herald("replay", "--format", "json").text.utf8)).root
        #expect(undisturbed.int("resumed_shards") == 0)
        for count in ["messages", "orders", "communications", "parked_orders", "difference_count"] {
            #expect(resumed.int(count) == undisturbed.int(count) && resumed.int(count) != nil, "\(count)")
        }
    }

    @Test("Stopped by Ctrl-C it says how to go on, and goes on unless policy or person are against it")
    func interrupted() async throws {
        try await fill()
        let before = try await snapshot()
        func interrupt() async throws {
            let halted = try await HaltedReplay.start(
                at: .filling, environment: ["HERALD_DATABASE_URL": database.uri]
            ) { try await TestDatabase.current.connect() }
            halted.process.signal(SIGINT)
            #expect(try await halted.process.exitStatus() == 75)
            #expect(halted.process.errors.contains("Stopped. Run it again to go on; with --afresh it begins anew."))
            await halted.lift()
        }
        try await interrupt()
        let resumed = try await herald("replay")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.text.contains("64 shards had been filled by an earlier replay.\n64 of 64 shards as before."))

        try await database.run("SELECT drop_generation(1)")
        try await interrupt()
        let otherPolicy = try await herald("replay", "--set", "policy.defaults.max_age=3650d")
        #expect(otherPolicy.status == 0, "\(otherPolicy.errors)")
        #expect(otherPolicy.text.contains("What an earlier replay had filled was thrown away: the policy is another."))
        #expect(otherPolicy.errors.contains("thrown away"))

        try await interrupt()
        let afresh = try await herald("replay", "--afresh", "--format", "json")
        let report = try JSONDocument(Array(afresh.text.utf8)).root
        #expect(report.int("resumed_shards") == 0 && report.string("begun_anew_because") == "it was asked for")
        #expect(try await snapshot() == before)
        #expect(try await herald("replay", "--verify").status == 0)
        #expect(try await herald("replay", "--verify", "--afresh").status == 64)
    }

    @Test("Where an order is missing it ends with 1 and names the shards, and serves once that is accepted")
    func missingOrders() async throws {
        try await fill()
        try await database.run(
            """
            INSERT INTO order_state (shard, generation, order_id, sales_channel, position, is_placed, is_test, ordered_at, document)
            VALUES (7, 1, 'NQ-0', 'C', 1, false, false, '-infinity', '{}')
            """)
        let count = try #require(
            Int(try await database.texts("SELECT count(*)::text FROM order_state WHERE shard = 7")[0]))
        let refused = try await herald("replay")
        #expect(refused.status == 1 && refused.text.isEmpty)
        for words in [
            "shard 7 (\(count) → \(count - 1), 1 missing)", "herald doctor", "order_unknown", "--accept-missing-orders",
        ] {
            #expect(refused.errors.contains(words), "\(refused.errors)")
        }
        #expect(try await database.texts("SELECT status FROM generation ORDER BY generation") == ["live", "building"])
        let accepted = try await herald("replay", "--accept-missing-orders")
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(
            accepted.text.contains(
                "63 of 64 shards as before; 1 differ (orders before → after): shard 7 (\(count) → \(count - 1), 1 missing)."
            ))
        #expect(accepted.text.contains("64 of 64 shards had been filled by an earlier replay."))
        #expect(try await database.texts("SELECT status FROM generation ORDER BY generation") == ["previous", "live"])
    }

    @Test("With another policy it prints who would have been told what, and changes nothing")
    func whatIf() async throws {
        try await fill()
        let before = try await snapshot()
        let expired = try await database.texts(
            """
            SELECT concat_ws(' ', sales_channel, order_id, kind) FROM communication WHERE reason = 'expired'
            """
        ).sorted()
        #expect(expired.count > 60)
        try await withTestFolder { folder in
            let file = folder + "/policy.yaml"
            try "policy:\n  defaults: { max_age: 3650d }\n".write(toFile: file, atomically: true, encoding: .utf8)

            let json = try await herald("replay", "--what-if", file, "--format", "json")
            #expect(json.status == 0, "\(json.errors)")
            let differences = try JSONDocument(Array(json.text.utf8)).root.elements("differences")
            let told = differences.map { difference in
                ["sales_channel", "order_id", "kind"].compactMap { difference.string($0) }.joined(separator: " ")
            }
            #expect(told.sorted() == expired, "those that were too old, and no others")
            let shipment = try #require(
                differences.first {
                    $0.string("kind") == "shipment_confirmation" && $0.string("difference") == "would_send"
                })
            #expect(shipment.string("detail") == "suppressed: expired → pending: ready")

            let text = try await herald("replay", "--what-if", file)
            #expect(text.status == 0)
            let order = try #require(differences.first?.string("order_id"))
            let line = try #require(text.text.split(separator: "\n").first { $0.contains(order) })
            #expect(line.contains("would_send") || line.contains("would_not_send"))
            #expect(text.text.contains("\(expired.count) differences"))
        }
        #expect(try await snapshot() == before)
        #expect(try await database.texts("SELECT generation::text FROM generation") == ["1"])
    }
}
