import Communications
import HeraldTesting
import Postgres
import Projection
import SampleWorld
import Synchronization
import Testing

/// Operators do not wait until nothing happens. Source: invariants 5, 8 and 9 of the architecture.
@Suite("Operators beside busy workers", .database, .timeLimit(.minutes(5)))
final class BusyWorkersTests: Sendable {
    /// Orders that need an operator, in shards of their own: in one shard the same damaged bytes are a duplicate.
    private static let troubled: [String] = {
        var orders: [Int16: String] = [:]
        var number = 0
        while orders.count < 16 {
            number += 1
            orders[Quay.shard(of: "NQ-T\(number)")] = "NQ-T\(number)"
        }
        return orders.values.sorted()
    }()
    /// Get a message that cannot be read.
    private static let torn = troubled.prefix(8)
    /// Belong to two sales channels, one of which a message means that names none.
    private static let shared = troubled.suffix(8)
    private static let samples = SampleWorld.histories(.init(orders: 30, seed: 29, quirks: true, shuffle: true))
        .flatMap { $0 }

    private let world = World()
    /// How many messages the log has when everything was appended.
    private let total = Mutex(Int64.max)

    @Test(
        "Retries, skips, assignments and orders folded again while messages stream in end in what a rebuild derives",
        arguments: [0, 2])
    func commands(rebuilds: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let service = ProjectionService(
                pool: world.database.pool, policy: world.policy,
                settings: ProjectionSettings(
                    workers: 3, page: 8, poll: .milliseconds(10), lease: .seconds(2), nodeName: "busy"),
                node: PostgresUUID(high: 1, low: 1), logger: TestLog.quiet)
            group.addTask { try await service.run() }
            async let one: Void = operate("juno")
            async let other: Void = operate("ada")
            async let refolded: Void = refoldOrders()
            async let generations: Void = rebuild(times: rebuilds)
            try await stream()
            _ = try await (one, other, refolded, generations)
            group.cancelAll()
        }
        let actions = try await world.texts(
            """
            SELECT concat_ws(' ', action, outcome, count(*)) FROM order_action WHERE action <> 'retry'
            GROUP BY action, outcome ORDER BY 1
            """)
        #expect(actions == ["assign folded 8", "skip folded 8"], "each once, although two asked for it")
        #expect(try await world.count("SELECT count(*) FROM order_action WHERE action = 'retry'") > 0)
        #expect(
            try await world.count("SELECT count(*) FROM orders WHERE order_id LIKE 'NQ-T%' AND status = 'LAST'") == 16,
            "what came behind a dead letter is folded too")

        let (documents, decisions) = (try await world.documents(), try await world.decisions())
        let verification = try await world.rebuild.verify()
        #expect(verification.differenceCount == 0, "\(verification.differences.prefix(5))")
        #expect(try await world.rebuild.rebuild().differenceCount == 0)
        #expect(try await world.documents() == documents)
        #expect(try await world.decisions() == decisions)
    }

    /// Appends everything, a little of every order at a time.
    private func stream() async throws {
        var samples = Self.samples.map(\.json)[...]
        func append(_ messages: [[UInt8]]) async throws {
            try await world.append(messages + samples.prefix(40))
            samples = samples.dropFirst(40)
        }
        try await append(Self.troubled.map { Quay.snapshot("NEW", day: 1, isCreation: true, order: $0) })
        try await append(
            Self.shared.map { Quay.snapshot("NEW", day: 1, isCreation: true, channel: "SOUTHQUAY", order: $0) })
        for order in Self.torn { try await world.appendUnreadable(order: order) }
        try await append(Self.shared.map { Quay.lineCancelled("L1", order: $0) })
        for day in 2...4 { try await append(Self.troubled.map { Quay.snapshot("OPEN", day: day, order: $0) }) }
        try await append(Self.troubled.map { Quay.snapshot("LAST", day: 5, order: $0) })
        while !samples.isEmpty { try await append([]) }
        let appended = try await world.count("SELECT sum(position)::bigint FROM shard_position")
        total.withLock { $0 = appended }
    }

    /// Whether the workers have come to the end of a log that has come to its end.
    private func isDone() async throws -> Bool {
        let folded = try await world.count("SELECT sum(position)::bigint FROM checkpoint WHERE is_live")
        return total.withLock { folded >= $0 }
    }

    /// Retries what is parked, then skips what parks it, and places what nobody could place, until nothing is left.
    private func operate(_ actor: String) async throws {
        let letters = DeadLetters(pool: world.database.pool, policy: world.policy)
        var retried = Set<String>()
        while true {
            let isDone = try await isDone()
            let list = try await letters.list()
            if isDone, list.isEmpty { return }
            for order in list.parked {
                if retried.insert(order.orderID).inserted {
                    _ = try await letters.retry(order: order.orderID, shard: order.shard, by: actor, reason: "perhaps")
                } else {
                    try await unlessRebuilding {
                        try await letters.skip(shard: order.shard, position: order.position, by: actor, reason: "torn")
                    }
                }
            }
            for message in list.setAside {
                try await unlessRebuilding {
                    try await letters.assign(
                        shard: message.shard, position: message.position, to: "SOUTHQUAY", by: actor, reason: "asked")
                }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// What changes the rules of a fold is refused while a rebuild is under way, and asked for again.
    private func unlessRebuilding(_ command: () async throws -> Settlement) async throws {
        do { _ = try await command() } catch RebuildError.running {}
    }

    /// Folds one order after the other again, each that needs an operator at least once.
    private func refoldOrders() async throws {
        let orders = Self.troubled + Set(Self.samples.map(\.orderID)).sorted()
        var count = 0
        while true {
            if count >= Self.troubled.count, try await isDone() { return }
            let report = try await world.rebuild.rebuildOrder(orders[count % orders.count])
            #expect(report.differenceCount == 0, "\(report.differences)")
            count += 1
        }
    }

    private func rebuild(times: Int) async throws {
        for _ in 0..<times { #expect(try await world.rebuild.rebuild().differenceCount == 0) }
    }
}
