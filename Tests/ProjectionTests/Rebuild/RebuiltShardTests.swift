import EventLog
import HeraldTesting
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("Before it serves, a rebuilt generation is compared shard by shard with the one before", .database)
struct RebuiltShardTests {
    private static let messages = SampleWorld.histories(.init(orders: 150, seed: 79, quirks: true)).flatMap { $0 }
        .map(\.json)

    private func filled() async throws -> World {
        let world = World()
        try await world.append(Array(Self.messages.dropLast(60)))
        try await world.project()
        return world
    }

    /// A shard of the live generation with at least two orders, and how many it has.
    private func shard(_ world: World) async throws -> (shard: Int16, orders: Int) {
        let rows = try await world.texts(
            """
            SELECT shard || ' ' || count(*) FROM order_state JOIN generation g USING (generation) WHERE g.status = 'live'
            GROUP BY shard HAVING count(*) > 1 ORDER BY shard LIMIT 1
            """
        )
        let numbers = try #require(rows.first).split(separator: " ")
        return (try #require(Int16(numbers[0])), try #require(Int(numbers[1])))
    }

    @Test("A row that was altered by hand makes its shard differ, and no other")
    func alteredRow() async throws {
        let world = try await filled()
        let (shard, orders) = try await shard(world)
        // Two rows that change places hold together what they held before.
        try await asSuperuser(
            """
            UPDATE order_state o SET document = other.document
            FROM (SELECT order_id, sales_channel, document,
                    row_number() OVER (ORDER BY order_id, sales_channel) AS number
                FROM order_state WHERE shard = \(shard) ORDER BY 1, 2 LIMIT 2) mine
            JOIN (SELECT document, row_number() OVER (ORDER BY order_id, sales_channel) AS number
                FROM order_state WHERE shard = \(shard) ORDER BY order_id, sales_channel LIMIT 2) other
                ON other.number = 3 - mine.number
            WHERE o.shard = \(shard) AND o.order_id = mine.order_id AND o.sales_channel = mine.sales_channel
            """)
        let report = try await world.rebuild.rebuild()
        #expect(
            report.differentShards
                == [RebuiltShard(shard: shard, ordersBefore: orders, ordersAfter: orders, isSame: false)])
        #expect(report.shards.map(\.shard) == Array(0..<64))
        let total = report.shards.reduce(0) { $0 + $1.ordersAfter }
        #expect(try await world.count("SELECT count(*) FROM order_state WHERE generation = 2") == total)
        #expect(
            try await world.texts("SELECT shard::text FROM rebuilt_shard WHERE NOT is_same") == ["\(shard)"])
        #expect(
            try await world.texts("SELECT report FROM generation WHERE generation = 2")[0].contains(
                "63 of 64 shards as before"))
        // What is made anew is as it should be.
        #expect(try await world.rebuild.rebuild().differentShards.isEmpty)
    }

    @Test("More orders than before are told and no obstacle")
    func moreOrders() async throws {
        let world = try await filled()
        let (shard, orders) = try await shard(world)
        try await asSuperuser(
            """
            DELETE FROM order_state WHERE (order_id, sales_channel) IN
                (SELECT order_id, sales_channel FROM order_state WHERE shard = \(shard) LIMIT 1)
            """)
        let report = try await world.rebuild.rebuild()
        #expect(
            report.differentShards
                == [RebuiltShard(shard: shard, ordersBefore: orders - 1, ordersAfter: orders, isSame: false)])
    }

    @Test("One order less and another more are as many, and one is missing all the same")
    func exchangedOrder() async throws {
        let world = try await filled()
        let (shard, orders) = try await shard(world)
        try await asSuperuser(
            """
            DELETE FROM order_state WHERE (order_id, sales_channel) IN
                (SELECT order_id, sales_channel FROM order_state WHERE shard = \(shard) LIMIT 1);
            INSERT INTO order_state (shard, generation, order_id, sales_channel, position, is_placed, is_test, ordered_at, document)
            VALUES (\(shard), 1, 'NQ-0', 'C', 1, false, false, '-infinity', '{}')
            """)
        let error = await #expect(throws: RebuildError.self) { try await world.rebuild.rebuild() }
        let exchanged = RebuiltShard(
            shard: shard, ordersBefore: orders, ordersAfter: orders, missing: 1, isSame: false)
        #expect(error == .missingOrders(generation: 2, shards: [exchanged]))
    }

    @Test("Where an order is missing it does not serve until somebody accepts that")
    func missingOrders() async throws {
        let world = try await filled()
        let (shard, orders) = try await shard(world)
        try await asSuperuser(
            """
            INSERT INTO order_state (shard, generation, order_id, sales_channel, position, is_placed, is_test, ordered_at, document)
            VALUES (\(shard), 1, 'NQ-0', 'C', 1, false, false, '-infinity', '{}')
            """)
        let documents = try await world.documents()
        let shrunk = RebuiltShard(
            shard: shard, ordersBefore: orders + 1, ordersAfter: orders, missing: 1, isSame: false)
        for _ in 1...2 {
            let error = await #expect(throws: RebuildError.self) { try await world.rebuild.rebuild() }
            #expect(error == .missingOrders(generation: 2, shards: [shrunk]))
            #expect(try #require(error).description.contains("shard \(shard) (\(orders + 1) → \(orders), 1 missing)"))
            #expect(try await world.generations() == ["1 live", "2 building"])
            #expect(try await world.documents() == documents)
        }
        let report = try await world.rebuild.rebuild(acceptsMissingOrders: true)
        #expect(report.resumedShards == 64 && report.differentShards == [shrunk])
        #expect(try await world.generations() == ["1 previous", "2 live"])
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }

    @Test("An order that was parked before is no order less; one that only the rebuild parks is")
    func parkedOrders() async throws {
        let world = try await filled()
        try await world.append([Quay.snapshot("NEW", day: 1, isCreation: true)])
        try await world.project()
        try await world.appendUnreadable()
        try await world.project()
        #expect(try await world.count("SELECT count(*) FROM order_state WHERE order_id = 'NQ-1'") == 1)
        let report = try await world.rebuild.rebuild()
        #expect(report.parkedOrders == 1 && report.differentShards.isEmpty)
        #expect(
            try await world.count("SELECT count(*) FROM order_state WHERE order_id = 'NQ-1' AND generation = 2") == 0)

        let (shard, orders) = try await shard(world)
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            UPDATE message SET payload = '{' WHERE order_id =
                (SELECT min(order_id) FROM order_state WHERE shard = \(shard) AND generation = 2)
            """)
        let error = await #expect(throws: RebuildError.self) { try await world.rebuild.rebuild() }
        guard case .missingOrders(3, let shrunk)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(shrunk.map(\.shard) == [shard] && shrunk[0].ordersBefore == orders)
    }

    @Test("Both are compared at the same position, also while messages come")
    func newMessages() async throws {
        let world = try await filled()
        let halt = try await Halt(world, before: .compared, shard: 0)
        let task = Task { try await world.rebuild.rebuild() }
        try await halt.reached(64, "orders_before IS NULL")
        try await world.append(Array(Self.messages.suffix(60)))
        try await world.project()
        let documents = try await world.documents()
        let behind = """
            SELECT count(*) FROM checkpoint l JOIN checkpoint n ON n.shard = l.shard AND n.generation = 2
            WHERE l.is_live AND l.position > n.position
            """
        #expect(try await world.count(behind) > 3)
        try await halt.lift()
        let report = try await task.value
        #expect(report.shards.count == 64 && report.differentShards.isEmpty)
        #expect(try await world.documents() == documents)
    }
}
