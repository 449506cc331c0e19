import Communications
import HeraldTesting
import OMSMessages
import OrderModel
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("SQL views of the read model", .database)
struct ViewTests {
    private static let views = [
        "orders", "order_lines", "order_payments", "shipments", "packages", "returns", "return_lines", "refunds",
    ]

    @Test("They say of generated orders what the API says", arguments: [UInt64(2), 41])
    func likeTheAPI(seed: UInt64) async throws {
        let world = World()
        let options = SampleWorld.Options(orders: 80, seed: seed, quirks: true, shuffle: true, duplicates: true)
        try await world.append(SampleWorld.histories(options).flatMap { $0 }.map(\.json))
        try await world.project()
        // A rebuilt generation beside the one that serves must not show twice.
        _ = try await world.rebuild.rebuild()
        try await expectViewsLikeTheAPI(world)
        for view in Self.views { #expect(try await world.count("SELECT count(*) FROM \(view)") > 0, "\(view)") }
    }

    @Test("A blind return and its RMA are one return in all views, under the id known first")
    func joinedReturn() async throws {
        func blind(_ lines: [Int], day: Int) -> [UInt8] {
            let received = String(decoding: Quay.returned("RMA-1", "APPROVED", lines: lines, day: day), as: UTF8.self)
            return Array(received.replacing(#""rma":"RMA-1","#, with: "").utf8)
        }
        for messages in [
            [blind([1, 2], day: 5), Quay.returned("RMA-1", "REQUESTED", lines: [2, 1], day: 4)],
            [Quay.returned("RMA-1", "REQUESTED", lines: [1, 2], day: 4), blind([1, 2], day: 5)],
            [blind([1], day: 5), Quay.returned("RMA-1", "REQUESTED", lines: [1, 2], day: 4)],
        ] {
            try await withDatabase { database in
                let world = World(database: database)
                try await world.append(
                    [Quay.snapshot("NEW", day: 1, isCreation: true)] + messages
                        + [Quay.refund("CN-1", type: "RETURN", rma: "RMA-1"), Quay.refund("CN-2", type: "RETURN")])
                try await world.project()
                try await expectViewsLikeTheAPI(world)
            }
        }
    }

    @Test("Cancellations by line id and handovers that are none are told as the API tells them")
    func oddities() async throws {
        let world = World()
        try await world.append([
            Quay.snapshot("NEW", day: 1, isCreation: true), Quay.shipment("SR-1", lines: [1]),
            Quay.lineCancelled("L1"), Quay.lineCancelled("L2"),
            Array(
                String(decoding: Quay.shipment("SR-2", lines: [2]), as: UTF8.self)
                    .replacing("STANDARD", with: "ship_to-store").utf8),
            Array(
                String(decoding: Quay.shipment("SR-3", lines: [2]), as: UTF8.self)
                    .replacing(#""status":"SHIPPED""#, with: #""status":"PRE_SHIPPED""#).utf8),
            Array(String(decoding: Quay.shipment("SR-4"), as: UTF8.self).replacing("STANDARD", with: "ISPU").utf8),
        ])
        try await world.project()
        try await expectViewsLikeTheAPI(world)
        #expect(
            try await world.texts("SELECT handover FROM shipments ORDER BY shipment_id")
                == ["carrier", "store_transfer", "nothing_shipped", "collected_in_store"])
    }

    @Test("Every view and every column is described in the database")
    func described() async throws {
        let undescribed = try await World().texts(
            """
            SELECT c.relname || coalesce('.' || a.attname, '')
            FROM pg_class c
            LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relkind = 'v' AND c.relname = ANY('{\(Self.views.joined(separator: ","))}')
                AND (obj_description(c.oid) IS NULL OR col_description(c.oid, a.attnum) IS NULL)
            """)
        #expect(undescribed.isEmpty, "\(undescribed)")
    }

    // MARK: Comparing

    /// Compares every view with what the API writes, row by row.
    private func expectViewsLikeTheAPI(_ world: World, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        var expected: [String: [String]] = [:]
        for document in try await world.documents() {
            let state = try OrderState(document: Array(document.utf8))
            var json = JSONWriter()
            state.writeResource(to: &json, policy: world.policy.channel(state.salesChannel), position: nil)
            let order = ResourceRows(try JSONDocument(json.bytes).root)
            for (view, rows) in order.rows { expected[view, default: []] += rows }
        }
        for view in Self.views {
            let rows = try await world.texts(ResourceRows.query(view)).sorted()
            let wanted = (expected[view] ?? []).sorted()
            #expect(rows.count == wanted.count, "\(view)", sourceLocation: sourceLocation)
            let odd = zip(rows, wanted).first { $0 != $1 }
            #expect(odd == nil, "\(view)", sourceLocation: sourceLocation)
        }
    }
}
