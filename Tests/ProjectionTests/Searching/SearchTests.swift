import HeraldTesting
import OMSMessages
import OrderModel
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("Finding orders", .database)
struct SearchTests {
    private func ids(_ term: String, _ world: World, limit: Int = 20) async throws -> [String] {
        try await OrderQueries(pool: world.database.pool).find(term, limit: limit).map(\.order.orderID)
    }

    /// An order with everything that one can be found by.
    private static var messages: [[UInt8]] {
        [
            Quay.snapshot("NEW", day: 1, isCreation: true),
            Quay.snapshot("NEW", day: 1, isCreation: true, order: "NQ-12"),
            Quay.shipment(), Quay.returned("RMA-NQ 7", "REQUESTED"),
            Quay.refund("CNX-3307", type: "RETURN", rma: "RMA-NQ 7"),
        ]
    }

    @Test(
        "An order is found by whatever is in hand, in whatever spelling",
        arguments: [
            "NQ-1", "nq-1", " nq 1 ", "NQ1", "nq\u{2013}1", "RMA-NQ 7", "rmanq7", "rma-nq-7", "CNX-3307", "cnx 3307",
            "NP1",
            "np 1",
        ])
    func spellings(term: String) async throws {
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        #expect(try await ids(term, world).first == "NQ-1")
        _ = try await world.rebuild.rebuild()
        #expect(try await ids(term, world).first == "NQ-1", "after a rebuild")
    }

    @Test("Each match says what matched; exact ids come first, beginnings last, and no order twice")
    func ranks() async throws {
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        let queries = OrderQueries(pool: world.database.pool)
        func matches(_ term: String) async throws -> [String] {
            try await queries.find(term, limit: 10).map { "\($0.order.orderID) \($0.rank)" }
        }
        #expect(try await matches("nq1") == ["NQ-1 orderID", "NQ-12 beginning"])
        #expect(try await matches("cnx3307") == ["NQ-1 searchTerm"])
        #expect(try await matches(" Mirela@Mail.example ") == ["NQ-1 email", "NQ-12 email"])
        #expect(try await matches("n") == ["NQ-1 beginning", "NQ-12 beginning"])
        for nothing in ["", " - ", "\u{0}", "CNX", "%", "_", "'; --", "q1"] {
            #expect(try await matches(nothing).isEmpty, "\(nothing)")
        }
    }

    @Test("Every RMA, credit note and tracking number of an invented shop finds its order, live and rebuilt")
    func invented() async throws {
        let world = World()
        let histories = SampleWorld.histories(
            .init(orders: 150, seed: 8, quirks: true, shuffle: true, duplicates: true))
        try await world.append(histories.flatMap { $0 }.map(\.json))
        try await world.project()
        var expected: [(term: String, order: String)] = []
        for document in try await world.documents() {
            let state = try OrderState(document: Array(document.utf8))
            var terms: [String?] = state.refunds.map(\.id)
            terms += state.returnRecords.flatMap { [$0.rma, $0.trackingNumber.value] }
            terms += state.shipments.flatMap { ($0.packages.value ?? []).map(\.trackingNumber) }
            expected += terms.compactMap { $0 }.map { ($0, state.orderID) }
        }
        #expect(expected.count > 150)
        let sql = """
            SELECT concat_ws(' ', order_id, sales_channel, search_terms) FROM order_state
            WHERE generation = (SELECT generation FROM generation WHERE status = 'live') ORDER BY 1
            """
        let live = try await world.texts(sql)
        for (term, order) in expected {
            #expect(try await ids(term.lowercased(), world, limit: 50).contains(order), "\(term)")
        }
        #expect(try await world.rebuild.rebuild().differenceCount == 0)
        #expect(try await world.texts(sql) == live)
        for (term, order) in expected {
            #expect(try await ids(term, world, limit: 50).contains(order), "\(term)")
        }
    }

    @Test("Pages follow one another without a gap or a repetition, whatever the size", arguments: [1, 2, 5])
    func pages(size: Int) async throws {
        let world = World()
        var messages: [[UInt8]] = []
        for number in 1...9 {
            messages.append(Quay.snapshot("NEW", day: 1 + number % 3, isCreation: true, order: "NQ-\(number)"))
        }
        try await world.append(messages)
        try await world.project()
        let queries = OrderQueries(pool: world.database.pool)
        for term in ["NQ", "mirela@mail.example"] {
            var seen: [String] = []
            var cursor: OrderMatchCursor?
            while true {
                let page = try await queries.find(term, after: cursor, limit: size)
                seen += page.map(\.order.orderID)
                guard let last = page.last else { break }
                cursor = OrderMatchCursor(
                    rank: last.rank,
                    order: OrderCursor(
                        orderedAt: last.order.orderedAt, orderID: last.order.orderID,
                        salesChannel: last.order.salesChannel))
            }
            #expect(seen.count == 9 && Set(seen).count == 9, "\(seen)")
        }
    }

    @Test("The database and the program agree on what normalising drops")
    func agreement() async throws {
        let world = World()
        let odd = (1...0x2FF).compactMap(Unicode.Scalar.init) + (0x2000...0x2060).compactMap(Unicode.Scalar.init)
        let dropped = odd.filter { $0.value > 0x20 && $0.value != 0x7F }.map { "a\($0)z" } + ["a z", "a\tz"]
        let answers = try await world.database.pool.withConnection { connection in
            try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT upper(translate(text, U&' \\0009\\00A0-\\2010\\2011\\2012\\2013\\2014\\2015', '') COLLATE "C")
                        FROM unnest($1::text[]) WITH ORDINALITY AS t (text, place) ORDER BY place
                        """), [dropped]
            ).map { try $0.string(0) }
        }
        #expect(answers == dropped.map(SearchTerm.normalized))
    }

    @Test("A message that brings no new term leaves all indexes alone: the row is updated in place (HOT)")
    func heapOnly() async throws {
        let world = World()
        // A row of several kilobytes, which is compressed to some.
        let more = #","custom_attributes":[{"name":"note","value":"\#(String(repeating: "kettle ", count: 500))"}]"#
        let parcels = (1...4).map { Quay.shipment("SR-\($0)", lines: [1]) }
        try await world.append([Quay.snapshot("NEW", day: 1, isCreation: true, more: more)] + parcels)
        try await world.project()
        func updates() async throws -> (all: Int64, heapOnly: Int64) {
            // Sessions report when they like: every one of the pool is asked to at the end of its next transaction.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await world.run("SELECT pg_stat_force_next_flush(), pg_sleep(0.3)") }
                }
                try await group.waitForAll()
            }
            return try await world.database.pool.withConnection { connection in
                let row = try connection.query(
                    Statement(
                        name: "",
                        sql: """
                            SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'order_state_g1'
                            """))[0]
                return (try row.int64(0), try row.int64(1))
            }
        }
        let before = try await updates()
        for day in 4...6 {
            try await world.append([Quay.snapshot("COMPLETE", day: day, more: more)])
            try await world.project()
        }
        let after = try await updates()
        #expect(after.all == before.all + 3)
        #expect(after.heapOnly == before.heapOnly + 3)
    }
}
