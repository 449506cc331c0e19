import Foundation
import HeraldTesting
import OMSMessages
import Postgres
import Testing

/// How many communications, about; each goes over two channels.
private let chaosSize =
    ProcessInfo.processInfo.environment["HERALD_CHAOS_COMMUNICATIONS"].flatMap { Int($0) } ?? 300

/// Delivery by the real program while everything around it fails: the other sides now and then, the program itself by
/// `kill -9`.
///
/// `HERALD_CHAOS_COMMUNICATIONS` makes it larger, such as 10000.
///
/// Source: the promises of delivery in the architecture: at least once, recognisable repetitions, order lanes.
@Suite("Deliveries in chaos", .database, .timeLimit(.minutes(5 + chaosSize / 500)))
struct DeliveryChaosTests {
    /// A large test may take longer.
    private static let patience = Duration.seconds(180 + chaosSize / 5)
    private static let orders = (0..<max(20, chaosSize / 4)).map { PlainOrder(id: "CH-\($0)", lines: 3) }
    private static let communications = orders.count * 4
    private static let kills = 5

    /// One message that reached the other side, whatever the answer.
    struct Arrival: Hashable {
        let id: String
        /// Taken, and said so.
        let isTaken: Bool
        let hangs: Bool
        let bytes: String
    }

    /// What the database says of one delivery.
    struct Sent {
        let order: String
        let position: Int64
        /// Tries of which nobody knows what became.
        let ambiguous: Int
        let lost: Int
    }

    private func settings(_ server: PythonPeer, _ endpoint: PythonPeer) -> [String] {
        [
            "policy.defaults.max_age=3650d", "policy.defaults.order_confirmation=service", "projection.lease=2s",
            "policy.defaults.default_delivery_channels=smtp,webhook", "delivery.workers=2", "delivery.batch=8",
            "delivery.concurrency=8", "delivery.poll=100ms", "delivery.send_timeout=2s", "delivery.claim_timeout=4s",
            // Now and then five failures follow one another.
            "delivery.breaker.interval=100ms", "delivery.breaker.maximum_interval=500ms",
            "delivery.retry_schedule=" + Array(repeating: "100ms", count: 40).joined(separator: ","),
            "channels.smtp.host=localhost", "channels.smtp.port=\(server.port)", "channels.smtp.security=none",
            "channels.smtp.connections=16", "channels.smtp.timeout=1500ms", "channels.webhook.connections=16",
            "channels.webhook.timeout=1500ms",
            "channels.webhook.endpoints.erp.url=http://127.0.0.1:\(endpoint.port)/chaos/20/1",
            "channels.webhook.endpoints.erp.secrets=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "channels.webhook.allow_http=true", "channels.webhook.allowed_networks=127.0.0.0/8",
        ].flatMap { ["--set", $0] }
    }

    @Test("Killed five times among peers that fail, it loses nothing, repeats only the same, and keeps the order")
    func chaos() async throws {
        try await Peers.mail("chaos=20/1") { server in
            try await Peers.http { endpoint in
                try await run(server, endpoint)
                for (channel, arrivals) in [("smtp", try mails(server)), ("webhook", try requests(endpoint))] {
                    try await check(channel, arrivals)
                }
            }
        }
        let database = TestDatabase.current
        let fates = try await database.texts(
            """
            SELECT concat_ws(' ', c.status, d.channel, d.status, count(*))
            FROM delivery d JOIN communication c ON c.shard = d.shard AND c.id = d.communication_id
            GROUP BY c.status, d.channel, d.status
            """)
        #expect(fates.sorted() == ["smtp", "webhook"].map { "sent \($0) sent \(Self.communications)" })
        let lost = try await database.texts(
            "SELECT channel FROM delivery_attempt WHERE error_class = 'worker_lost'")
        #expect(!lost.isEmpty, "a kill met deliveries under way")
    }

    private func run(_ server: PythonPeer, _ endpoint: PythonPeer) async throws {
        let database = TestDatabase.current
        let settings = settings(server, endpoint)
        try await Program.withFolder { folder in
            func start() async throws -> RunningService {
                try await RunningService.start(folder: folder, port: 18_451, database: database.uri, settings: settings)
            }
            var service = try await start()
            defer { service.kill() }
            var messages = Self.orders.flatMap(\.messages)[...]
            func post() async throws {
                guard let message = messages.popFirst() else { return }
                try #require(try await service.post("/oms", message)?.status == 200)
            }
            let part = messages.count / (Self.kills + 1)
            for _ in 0..<Self.kills {
                for _ in 0..<part { try await post() }
                // A kill should meet deliveries under way. However fast they are, new ones begin as long as there are
                // messages to post.
                while try await database.texts("SELECT 'one' FROM delivery WHERE status = 'sending' LIMIT 1").isEmpty,
                    !messages.isEmpty
                {
                    try await post()
                }
                service.kill()
                try await service.process.exitStatus()
                service = try await start()
            }
            while !messages.isEmpty { try await post() }
            try await service.settle(within: Self.patience)
            #expect(try await service.stop() == 0)
        }
    }

    /// Holds what arrived over a channel against what the database says.
    private func check(_ channel: String, _ arrivals: [Arrival]) async throws {
        let sent = try await sent(channel)
        let failed = arrivals.filter { !$0.isTaken }.count
        let hung = arrivals.filter(\.hangs).count
        #expect(sent.count == Self.communications)
        #expect(Double(failed) > 0.15 * Double(arrivals.count), "the other side did fail")
        #expect(hung > 0, "and it did hang")

        let taken = Dictionary(grouping: arrivals.filter(\.isTaken), by: \.id)
        #expect(Set(taken.keys) == Set(sent.keys), "each arrived at least once, and nothing else did")
        #expect(Set(arrivals.map(\.id)) == Set(sent.keys))
        for (id, same) in Dictionary(grouping: arrivals, by: \.id) {
            #expect(Set(same.map(\.bytes)).count == 1, "\(channel) \(id): a repetition has the same bytes")
        }
        for (id, times) in taken {
            let unknown = try #require(sent[id]).ambiguous
            #expect(times.count <= 1 + unknown, "\(channel) \(id): repeated although the outcome was known")
        }
        // Every order's messages have one recipient a channel; whatever was repeated, no later one came before.
        var positions: [String: [Int64]] = [:]
        for arrival in arrivals {
            guard let delivery = sent[arrival.id] else { continue }
            positions[delivery.order, default: []].append(delivery.position)
        }
        #expect(positions.count == Self.orders.count)
        for (order, positions) in positions { #expect(positions == positions.sorted(), "\(channel) \(order)") }

        let repeated = taken.values.reduce(0) { $0 + $1.count - 1 }
        let lost = sent.values.reduce(0) { $0 + $1.lost }
        print(
            "\(channel): \(arrivals.count) arrived, \(failed) of them failed (\(hung) hung), \(taken.count) communications "
                + "taken, \(repeated) repetitions taken, \(lost) tries lost with their worker")
    }

    private func sent(_ channel: String) async throws -> [String: Sent] {
        try await TestDatabase.current.pool.withConnection { connection in
            let rows = try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT c.id::text, c.order_id, c.position,
                            count(*) FILTER (WHERE a.outcome = 'ambiguous')::integer,
                            count(*) FILTER (WHERE a.error_class = 'worker_lost')::integer
                        FROM communication c
                        JOIN delivery_attempt a ON a.shard = c.shard AND a.communication_id = c.id
                        WHERE a.channel = '\(channel)' GROUP BY c.shard, c.order_id, c.id, c.position
                        """))
            return Dictionary(
                uniqueKeysWithValues: try rows.map { row in
                    (
                        try row.string(0),
                        Sent(
                            order: try row.string(1), position: try row.int64(2), ambiguous: try row.int(3),
                            lost: try row.int(4))
                    )
                })
        }
    }

    private func requests(_ endpoint: PythonPeer) throws -> [Arrival] {
        try endpoint.documents().map(\.root).map { note in
            Arrival(
                id: note["headers"]?.string("webhook-id") ?? "none", isTaken: note.string("fate") == "ok",
                hangs: note.string("fate") == "hang", bytes: note.string("body") ?? "")
        }
    }

    private func mails(_ server: PythonPeer) throws -> [Arrival] {
        try server.documents().map(\.root).map { note in
            let message = note.string("message") ?? ""
            return Arrival(
                id: ChannelsInServiceTests.messageID(message) ?? "none", isTaken: note.string("fate") == "ok",
                hangs: note.string("fate") == "hang", bytes: message)
        }
    }
}
