import Foundation
import HeraldTesting
import Postgres
import Testing

@testable import EmbedSQL

/// No statement may scan a table that grows sequentially, or sort much of it. All of `sql/statements` are asked, so that
/// a new one cannot be forgotten; plans are those for any values, which the server takes when a statement is repeated.
@Suite("Plans of all statements", .database)
struct StatementPlanTests {
    /// Tables that grow with the log. The partitions of `order_state` are meant too.
    private static let growing = [
        "message", "order_state", "communication", "communication_action", "communication_content", "delivery",
        "delivery_attempt",
    ]
    /// More rows than this are not sorted at once.
    private static let sortLimit = 2_000

    /// What is not planned at all, or cannot be planned alone.
    private static let unplanned: Set = [
        "copyLog", "copyMessages", "copyOrderStreams", "copyOrders", "copyRaw", "createRawTable", "createSchemaHistory",
        "dropRawTable", "insertRaw", "lockGenerations", "takeCheckpoint",
    ]

    /// What reads much, and why it may.
    private static let exceptions = [
        "countCommunications": "counts all, for an operator who asks for the state of all",
        "statusOverview": "counts all, for an operator who asks for the state of all",
        "someOrders": "reads the oldest orders of all shards, for a benchmark",
        "messagesPerOrder": "counts all, for a benchmark",
        "deliveriesLeft": "counts what a benchmark has left",
        "ordersWithEmail": "looks for a person everywhere, for an erasure",
        "listCommunications": "filters that are not given vanish only in plans for given values, below",
        "listOrders": "filters that are not given vanish only in plans for given values, below",
        "listDeliveries": "filters that are not given vanish only in plans for given values, below",
        "listDueDeliveries": "filters that are not given vanish only in plans for given values, below",
    ]

    /// What the log and the outbox may look like when plans are made.
    enum Regime: String, CaseIterable, CustomTestStringConvertible {
        case caughtUp, slightlyBehind, deepBacklog, fromZero

        /// Messages that are folded, of each shard.
        var folded: String {
            switch self {
            case .caughtUp: "position"
            case .slightlyBehind: "position - 3"
            case .deepBacklog, .fromZero: "0"
            }
        }

        /// SQL: whether the communication of order `n` is still to be sent.
        var isPending: String {
            switch self {
            case .caughtUp: "false"
            case .slightlyBehind: "n % 100 = 0"
            case .deepBacklog: "n % 20 > 0"
            case .fromZero: "n % 2 > 0"
            }
        }

        var testDescription: String { rawValue }
    }

    /// 100,000 messages of 20,000 orders with one communication each.
    private func fill(_ regime: Regime) async throws {
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            \(regime == .fromZero ? Self.growing.filter { $0 != "order_state" }
                .map { "ALTER TABLE \($0) SET (autovacuum_enabled = false);" }.joined(separator: "\n") : "")
            INSERT INTO message (shard, position, received_at, is_historical, digest, method, sales_channel, order_id, payload)
            SELECT n / 5 % 64, 5 * (n / 320) + n % 5 + 1, now(), false, decode(md5(n::text), 'hex'), 'm', 'C',
                'NQ-' || n / 5, '{"method":"m"}'
            FROM generate_series(0, 99999) AS n;
            UPDATE shard_position p SET position = (SELECT max(position) FROM message m WHERE m.shard = p.shard);
            UPDATE checkpoint c SET position = (SELECT \(regime.folded) FROM shard_position p WHERE p.shard = c.shard);
            INSERT INTO order_state (shard, generation, order_id, sales_channel, position, is_placed, is_test, ordered_at,
                email, search_terms, document)
            SELECT n % 64, 1, 'NQ-' || n, 'C', n / 64 * 5 + 5, true, false, now() - n * interval '1 minute',
                'c' || n / 2 || '@mail.example', CASE WHEN n % 3 = 0 THEN ARRAY['RMA' || n, 'NP' || n] END, '{}'
            FROM generate_series(0, 19999) AS n;
            CREATE TEMPORARY TABLE made AS
            SELECT (n % 64)::smallint AS shard, 'NQ-' || n AS order_id, n, \(regime.isPending) AS is_pending,
                ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid AS id,
                now() - n * interval '1 minute' AS at
            FROM generate_series(0, 19999) n;
            INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                position, occurred_at, decided_at, locale, facts)
            SELECT shard, order_id, id, n::text, 'order_confirmation', 'customer', 'C', '{}',
                CASE WHEN is_pending THEN 'pending' WHEN n % 9 = 0 THEN 'suppressed' WHEN n % 50 = 1 THEN 'failed'
                    ELSE 'sent' END,
                'ready', n / 64 * 5 + 1, at, at, 'en', '{}'
            FROM made;
            INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, reason, next_attempt_at,
                created_at, finished_at)
            SELECT shard, id, 'mailbox', 'a@b.example', order_id,
                CASE WHEN is_pending THEN 'pending' WHEN n % 50 = 1 THEN 'failed' ELSE 'sent' END,
                CASE WHEN NOT is_pending AND n % 50 = 1 THEN 'smtp_550' END,
                CASE WHEN is_pending THEN at END, at, CASE WHEN NOT is_pending THEN at END
            FROM made;
            INSERT INTO delivery_attempt (shard, communication_id, channel, recipient, attempt, started_at, outcome)
            SELECT shard, id, 'mailbox', 'a@b.example', 1, now(), 'sent' FROM made WHERE NOT is_pending;
            INSERT INTO communication_content (shard, communication_id, part, content)
            SELECT shard, id, 'text', 'Hello' FROM made WHERE NOT is_pending;
            INSERT INTO communication_action (shard, communication_id, action, actor, reason)
            SELECT shard, id, 'resend', 'kim', 'asked' FROM made WHERE n % 10 = 0;
            \(regime == .fromZero ? "" : "ANALYZE;")
            """)
    }

    @Test("None scans a growing table sequentially, or sorts much of it", arguments: Regime.allCases)
    func plans(regime: Regime) async throws {
        let statements = try Self.statements
        #expect(statements.count > 150)
        try await fill(regime)
        var unplanned: Set<String> = []
        for statement in statements {
            guard let plan = try await plan(statement) else {
                unplanned.insert(statement.identifier)
                continue
            }
            let complaints = plan.complaints(Self.growing, sortLimit: Self.sortLimit)
            #expect(
                complaints.isEmpty || Self.exceptions[statement.identifier] != nil,
                "\(statement.path): \(complaints.joined(separator: ", "))\n\(plan.text)")
        }
        #expect(unplanned == Self.unplanned)
    }

    /// Values as the filters of the lists may have them, most of them of nothing that is there.
    private static let filters: [(statement: String, binds: [Int: String], limit: Int)] =
        [
            [:], [1: "'return_received'"], [1: "'order_confirmation'"], [3: "'order_cancelled'"],
            [3: "'delivery_failed'"],
            [4: "'customer'"], [4: "'customer_service'"], [5: "'C'"], [5: "'X'"], [6: "'NQ-5'"],
            [5: "'X'", 2: "'sent'"], [1: "'return_received'", 3: "'order_cancelled'"],
            [7: "now() - interval '1 day'", 8: "now()"], [9: "now()", 10: "gen_random_uuid()"],
            [2: "'suppressed'", 3: "'order_cancelled'", 7: "now() - interval '14 days'"],
        ].map { ("listCommunications", $0, 11) }
        + ["held", "pending", "sending", "sent", "failed", "suppressed", "delegated", "acknowledged"].map {
            ("listCommunications", [2: "'\($0)'"], 11)
        }
        + [[:], [2: "'X'"], [6: "now()", 7: "gen_random_uuid()", 8: "'a'", 9: "'b'"]].flatMap {
            [("listDeliveries", $0, 10), ("listDueDeliveries", $0, 10)]
        }
        + [
            [:], [3: "'c7@mail.example'"], [3: "'nobody'"], [4: "now() - interval '1 day'"],
            [6: "now()", 7: "'a'", 8: "'b'"],
        ]
        .map { ("listOrders", $0, 9) }

    @Test("Lists go along an index whatever is filtered", arguments: Regime.allCases.filter { $0 != .fromZero })
    func lists(regime: Regime) async throws {
        let statements = try Self.statements
        try await fill(regime)
        for (name, binds, limit) in Self.filters {
            let statement = try #require(statements.first { $0.identifier == name })
            let plan = try await plan(statement, binds.merging([limit: "51"]) { $1 })
            #expect(
                plan?.complaints(Self.growing, sortLimit: Self.sortLimit) == [], "\(name) \(binds)\n\(plan?.text ?? "")"
            )
        }
    }

    private static var statements: [StatementText] {
        get throws {
            let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../sql").standardized
            return try SQLCatalog(files: SQLFile.readAll(below: folder.path)).statements
        }
    }

    /// The plan of a statement; nil if it has none.
    /// - Parameter binds: values of parameters as SQL, by their numbers; nil: the plan is one for any values.
    private func plan(_ statement: StatementText, _ binds: [Int: String]? = nil) async throws -> StatementPlan? {
        var types: [Int: String] = [:]
        for line in statement.header {
            if let match = line.prefixMatch(of: /\$(\d+) ((double precision|\w+)(\[\])?)/), let number = Int(match.1) {
                types[number] = String(match.2)
            }
        }
        func list(_ values: [String]) -> String {
            values.isEmpty ? "" : "(" + values.joined(separator: ", ") + ")"
        }
        let ordered = types.sorted { $0.key < $1.key }
        let (parameters, values) = (list(ordered.map(\.value)), list(ordered.map { binds?[$0.key] ?? "NULL" }))
        let text: String? = try await TestDatabase.current.pool.withConnection { connection in
            try connection.script("SET plan_cache_mode = force_\(binds == nil ? "generic" : "custom")_plan")
            do {
                try connection.script("PREPARE explained\(parameters) AS \(statement.sql)")
            } catch let error as PostgresError where error.sqlState == .syntaxError || error.sqlState == .undefinedTable
            {
                return nil
            }
            defer { try? connection.script("DEALLOCATE explained") }
            let rows = try connection.query(
                Statement(name: "", sql: "EXPLAIN (FORMAT JSON) EXECUTE explained\(values)"))
            return try rows.map { try $0.string(0) }.joined()
        }
        return try text.map { try StatementPlan($0) }
    }
}

/// A plan as `EXPLAIN (FORMAT JSON)` tells it.
private struct StatementPlan {
    let text: String
    private let nodes: [[String: Any]]

    init(_ text: String) throws {
        self.text = text
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        var open = root.compactMap { $0["Plan"] as? [String: Any] }
        var nodes: [[String: Any]] = []
        while let node = open.popLast() {
            nodes.append(node)
            open += node["Plans"] as? [[String: Any]] ?? []
        }
        self.nodes = nodes
    }

    /// What is wrong with it.
    func complaints(_ tables: [String], sortLimit: Int) -> [String] {
        nodes.compactMap { node in
            let (type, rows) = (node["Node Type"] as? String ?? "", node["Plan Rows"] as? Int ?? 0)
            if type == "Seq Scan", let table = node["Relation Name"] as? String,
                tables.contains(where: { table == $0 || table.hasPrefix($0 + "_g") })
            {
                return "scans \(table) sequentially"
            }
            return type == "Sort" && rows > sortLimit ? "sorts \(rows) rows" : nil
        }
    }
}
