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

    private func herald(_ arguments: String...) throws -> Program.Output {
        try Program.run(arguments, environment: ["HERALD_DATABASE_URL": database.uri])
    }

    /// Has a service fold generated orders; all of them are too old for anybody to be told.
    private func fill() async throws {
        let messages = SampleWorld.histories(SampleWorld.Options(orders: 60, seed: 8, quirks: true)).flatMap { $0 }
        let input = messages.map { String(decoding: $0.json, as: UTF8.self) }.joined(separator: "\n")
        let imported = try Program.run(
            ["import", "-", "--live"], input: input, environment: ["HERALD_DATABASE_URL": database.uri])
        #expect(imported.status == 0, "\(imported.errors)")
        try await Program.withFolder { folder in
            let service = try await RunningService.start(
                folder: folder, port: 18_441, database: database.uri, settings: [])
            defer { service.kill() }
            try await service.settle()
            #expect(service.stop() == 0)
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

    /// Where a rebuild dies.
    enum Moment: CaseIterable {
        /// Some shards are in the new table, others are not.
        case filling
        /// All are, and the indexes are being built, over two connections.
        case indexing
        /// They are, and the table is about to become a part of the read model; the server carries that out alone.
        case attaching

        /// Keeps a rebuild from getting on at this moment, as long as its transaction lasts.
        var obstacle: String {
            switch self {
            case .filling: "SELECT FROM checkpoint WHERE generation = 2 AND shard = 40 FOR UPDATE"
            case .indexing: "LOCK TABLE order_state_g2 IN ROW EXCLUSIVE MODE"
            case .attaching: "LOCK TABLE order_state IN SHARE UPDATE EXCLUSIVE MODE"
            }
        }

        /// What the rebuild waits with.
        var statement: String {
            switch self {
            case .filling: "UPDATE checkpoint%"
            case .indexing: "%index_generation_terms%"
            case .attaching: "%attach_generation%"
            }
        }
    }

    @Test(
        "Killed half-way it leaves the read models as they were, and the next one leaves nothing of it",
        arguments: Moment.allCases)
    func killed(at moment: Moment) async throws {
        try await fill()
        let before = try await snapshot()
        let (gate, obstacle) = (try await database.connect(), try await database.connect())
        // Nothing is folded before it is settled where the rebuild stops.
        try await gate.perform { try $0.script("BEGIN; LOCK TABLE kind_activation") }
        let replay = try Program.start(["replay"], environment: ["HERALD_DATABASE_URL": database.uri])
        defer { if replay.isRunning { replay.terminate() } }
        try await database.wait(until: "EXISTS (SELECT FROM generation WHERE generation = 2 AND status = 'building')")
        try await obstacle.perform { try $0.script("BEGIN; \(moment.obstacle)") }
        try await gate.perform { try $0.script("COMMIT") }
        try await database.wait(
            until: """
                EXISTS (SELECT FROM checkpoint WHERE generation = 2 AND position > 0)
                    AND EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                        AND wait_event_type = 'Lock' AND query LIKE '\(moment.statement)')
                """)
        Foundation.kill(replay.processIdentifier, SIGKILL)
        replay.waitUntilExit()
        try await obstacle.perform { try $0.script("ROLLBACK") }
        try await database.wait(
            until: """
                NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                        AND pid <> pg_backend_pid() AND state <> 'idle')
                    AND NOT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database
                        WHERE datname = current_database() AND locktype = 'advisory')
                """)
        #expect(try await database.texts("SELECT status FROM generation ORDER BY generation") == ["live", "building"])
        #expect(try await snapshot() == before)

        let verification = try herald("replay", "--verify")
        #expect(verification.status == 0, "\(verification.text)")
        let next = try herald("replay")
        #expect(next.status == 0, "\(next.text) \(next.errors)")
        #expect(try await snapshot() == before)
        #expect(try await database.texts("SELECT status FROM generation ORDER BY generation") == ["previous", "live"])
        #expect(
            try await database.texts(
                "SELECT relname::text FROM pg_class WHERE relname ~ '^order_state_g[0-9]+$' ORDER BY 1")
                == ["order_state_g1", "order_state_g2"])
        #expect(try await database.texts("SELECT DISTINCT generation::text FROM checkpoint ORDER BY 1") == ["1", "2"])
        #expect(try herald("replay", "--verify").status == 0)
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

            let json = try herald("replay", "--what-if", file, "--format", "json")
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

            let text = try herald("replay", "--what-if", file)
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
