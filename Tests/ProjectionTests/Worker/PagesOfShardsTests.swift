import EventLog
import HeraldTesting
import Postgres
import SampleWorld
import Testing

@testable import Projection

@Suite("A page of many shards", .database)
final class PagesOfShardsTests: Sendable {
    private let world = World()
    private static let orders = (1...40).map { "NQ-P\($0)" }

    /// Leases of all shards, for a worker that is called here and not by a service.
    private func leases(_ node: PostgresUUID) async throws -> [ShardQueue.Lease] {
        try await world.database.pool.withConnection { connection in
            try connection.query(
                Statement(name: "", sql: "UPDATE shard_lease SET node = $1, epoch = 1 RETURNING shard, epoch"), [node]
            ).map { ShardQueue.Lease(shard: try $0.int16(0), epoch: try $0.int64(1)) }.sorted { $0.shard < $1.shard }
        }
    }

    private func project(
        _ leases: [ShardQueue.Lease], node: PostgresUUID, page: Int = 1000
    ) async throws -> ShardProjector.Page {
        let projector = ShardProjector(node: node, policy: world.policy, pageSize: page)
        return try await world.database.pool.withConnection { try projector.project(leases, on: $0) }
    }

    private let node = PostgresUUID(high: 7, low: 7)

    @Test("advances all of them in one transaction")
    func all() async throws {
        try await world.append(Self.orders.map { Quay.snapshot("NEW", day: 1, isCreation: true, order: $0) })
        let page = try await project(leases(node), node: node)
        #expect(page.messages == 40)
        #expect(page.shards.count == 64)
        #expect(page.shards.values.allSatisfy { !$0 })
        #expect(try await world.lag() == 0)
        #expect(try await world.count("SELECT count(*) FROM orders") == 40)
        #expect(
            try await world.count("SELECT count(DISTINCT xmin::text) FROM order_state") == 1, "one transaction")
    }

    @Test("says which it looked at when it is full, and which have more; the rest is done by the next pages")
    func full() async throws {
        try await world.append(Self.orders.map { Quay.snapshot("NEW", day: 1, isCreation: true, order: $0) })
        let all = try await leases(node)
        var rest = all
        var messages = 0
        while !rest.isEmpty {
            let page = try await project(rest, node: node, page: 7)
            #expect(page.messages <= 7)
            messages += page.messages
            // In the order in which they were asked for: none is passed over.
            #expect(Set(page.shards.keys) == Set(rest.prefix(page.shards.count).map(\.shard)))
            #expect(page.shards.values.count { $0 } <= 1)
            rest.removeAll { page.shards[$0.shard] == false }
        }
        #expect(messages == 40)
        #expect(try await world.lag() == 0)
    }

    @Test("leaves a shard with a hole where it stands, and only that")
    func hole() async throws {
        let results = try await world.append(
            Self.orders.map { Quay.snapshot("NEW", day: 1, isCreation: true, order: $0) })
        let shard = try #require(results.first { $0.position == 2 }).shard
        try await asSuperuser(
            "SET session_replication_role = replica; DELETE FROM message WHERE shard = \(shard) AND position = 1")
        let page = try await project(leases(node), node: node)
        let inShard = Int64(results.count { $0.shard == shard })
        #expect(page.messages == 40 - Int(inShard))
        #expect(Array(page.failures.keys) == [shard])
        #expect(page.shards[shard] == false)
        #expect(try await world.lag() == inShard)
    }

    @Test("parks what the database refuses of one order, and projects the others")
    func poison() async throws {
        try await world.append(Self.orders.map { Quay.snapshot("NEW", day: 1, isCreation: true, order: $0) })
        try await asSuperuser(
            "ALTER TABLE order_state ADD CONSTRAINT no_p7 CHECK (order_id <> '\(Self.orders[6])') NOT VALID")
        let page = try await project(leases(node), node: node)
        #expect(page.parked.map(\.orderID) == [Self.orders[6]])
        #expect(page.parked.map(\.shard) == [Quay.shard(of: Self.orders[6])])
        #expect(page.failures.isEmpty)
        #expect(try await world.lag() == 0)
        #expect(try await world.count("SELECT count(*) FROM orders") == 39)
        #expect(try await world.count("SELECT count(*) FROM parked_order") == 1)
    }

    @Test("passes over a shard whose lease is lost")
    func lost() async throws {
        try await world.append(Self.orders.map { Quay.snapshot("NEW", day: 1, isCreation: true, order: $0) })
        var all = try await leases(node)
        let lost = try #require(all.first { $0.shard == Quay.shard(of: Self.orders[0]) })
        all[all.firstIndex(of: lost)!].epoch = 0
        let page = try await project(all, node: node)
        #expect(page.shards.count == 64)
        let waiting = Self.orders.count { Quay.shard(of: $0) == lost.shard }
        #expect(page.messages == 40 - waiting)
        #expect(try await world.lag() == Int64(waiting))
    }

    @Test("takes of a shard far behind as much as it holds, and says that it has more")
    func farBehind() async throws {
        let order = Self.orders[0]
        try await world.append((1...20).map { Quay.snapshot("S\($0)", day: $0, isCreation: $0 == 1, order: order) })
        let lease = try #require(try await leases(node).first { $0.shard == Quay.shard(of: order) })
        // The last page is full to the brim: nobody can know that nothing is left.
        for (messages, hasMore) in [(5, true), (5, true), (5, true), (5, true), (0, false)] {
            let page = try await project([lease], node: node, page: 5)
            #expect(page.messages == messages)
            #expect(page.shards == [lease.shard: hasMore])
        }
        #expect(try await world.lag() == 0)
    }

    @Test("does not wait for a shard that somebody works on")
    func locked() async throws {
        try await world.append(Self.orders.map { Quay.snapshot("NEW", day: 1, isCreation: true, order: $0) })
        let (all, busy) = (try await leases(node), Quay.shard(of: Self.orders[0]))
        let waiting = Self.orders.count { Quay.shard(of: $0) == busy }
        let command = try await world.database.connect()
        try await command.lock(busy)
        let page = try await project(all, node: node)
        #expect(page.messages == 40 - waiting)
        #expect(page.shards[busy] == false)
        try await command.unlock()
        #expect(try await project(all, node: node).messages == waiting)
    }
}

extension Connection {
    /// Locks a checkpoint, as an operator's command does, until ``unlock()``.
    fileprivate func lock(_ shard: Int16) throws {
        try script("BEGIN; SELECT FROM checkpoint WHERE shard = \(shard) AND is_live FOR UPDATE")
    }

    fileprivate func unlock() throws { try script("COMMIT") }
}
