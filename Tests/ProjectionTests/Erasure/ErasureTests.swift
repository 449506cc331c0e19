import Communications
import EventLog
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("Erasure of personal data", .database)
struct ErasureTests {
    /// What must be found nowhere afterwards.
    private static let personal = [
        "Mirela", "Tibor", "Osterhaus", "Lotsenweg", "Kranstieg", "Bremen", "28217", "5550143", "mirela", "tibor",
        "C-8812", "203.0.113.24", "With love", "agent.juno", "Falkenrath", "card-4711",
    ]

    private static let messages = [
        Quay.snapshot("NEW", day: 1, isCreation: true), Quay.shipment(),
        Quay.snapshot("ERROR", reason: "CAPTUREFAILURE", day: 3), Quay.snapshot("COMPLETE", day: 4),
        Quay.returned("RMA-1", "REQUESTED"), Quay.refund("CN-1", type: "RETURN", rma: "RMA-1"),
        Quay.refund("CN-2", type: nil),
        Quay.message(
            "magento.sales.order_management.shipping_address_updated",
            #"{"shipping_address_modification":{"sales_channel_id":"NORTHQUAY","order_id":"NQ-1","user":"agent.juno","#
                + #""new_shipping_address":\#(Quay.mirela)}}"#, id: "address"),
    ]

    /// A world in which something was sent about the order, and something failed.
    private func delivered() async throws -> World {
        let world = World()
        try await world.append(Self.messages, receivedAt: Quay.march(6))
        try await world.project()
        _ = try await world.rebuild.rebuild()
        try await world.run(
            """
            UPDATE communication SET status = 'sent', reason = NULL WHERE kind = 'shipment_confirmation';
            UPDATE delivery d SET status = 'sent', attempts = 1, finished_at = now() FROM communication c
                WHERE c.id = d.communication_id AND c.status = 'sent';
            INSERT INTO delivery_attempt (shard, communication_id, channel, recipient, attempt, started_at, outcome, response)
                SELECT shard, communication_id, channel, recipient, 1, now(), 'sent', '250 ok ' || recipient
                FROM delivery WHERE status = 'sent';
            INSERT INTO communication_content (shard, communication_id, part, content)
                SELECT shard, id, part, convert_to('Dear Mirela Osterhaus', 'UTF8')
                FROM communication, unnest(ARRAY['text', 'json']) AS part WHERE status = 'sent'
            """)
        return world
    }

    private func erasure(_ world: World) -> Erasure { Erasure(pool: world.database.pool, policy: world.policy) }

    private static let order = OrderReference(salesChannel: "NORTHQUAY", orderID: Quay.order)

    @Test("Afterwards nothing personal is left anywhere, in no generation, and a record says who and why")
    func nothingIsLeft() async throws {
        let world = try await delivered()
        #expect(try await world.places(of: Self.personal).count > 5, "the search finds what is there")
        let report = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        #expect(report.messages == 8)
        #expect(report.communications == 6)
        #expect(try await world.places(of: Self.personal) == [])
        #expect(
            try await world.texts("SELECT concat_ws('|', who, why, what) FROM erasure")
                == ["dpo|request 17|order NORTHQUAY NQ-1: 8 messages, 6 communications"])
        #expect(try await world.count("SELECT count(*) FROM message WHERE erasure_id = 1") == 8)
        #expect(try await world.count("SELECT count(DISTINCT generation) FROM order_state") == 2)
    }

    @Test("What is left is sound: the log is healthy, rebuilds find no difference, a repeat is still a duplicate")
    func whatIsLeftIsSound() async throws {
        let world = try await delivered()
        let before = try await world.impersonalViews()
        _ = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        #expect(try await world.impersonalViews() == before)
        let examined = try await Doctor(pool: world.database.pool).examine()
        #expect(examined.isHealthy, "\(examined.findings)")
        let verified = try await world.rebuild.verify()
        #expect(verified.differenceCount == 0, "\(verified.differences)")
        #expect(try await world.rebuild.rebuildOrder(Quay.order, verify: true).differenceCount == 0)
        let rebuilt = try await world.rebuild.rebuild()
        #expect(rebuilt.differenceCount == 0, "\(rebuilt.differences)")
        #expect(try await world.places(of: Self.personal) == [])
        let repeated = try await world.append(Self.messages)
        #expect(repeated.filter { !$0.isDuplicate }.isEmpty)
    }

    @Test("What was sent stays sent, what was not never will be, and the customer is not written to any more")
    func deliveriesAfterwards() async throws {
        let world = try await delivered()
        _ = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        #expect(
            try await world.texts(
                "SELECT kind || ' ' || status || ' ' || coalesce(reason, '') FROM communication ORDER BY position, kind"
            )
                == [
                    "order_confirmation delegated frontend", "shipment_confirmation sent ",
                    "payment_capture_failed pending ready", "return_authorized suppressed dismissed",
                    "refund_triggered suppressed dismissed", "refund_triggered suppressed dismissed",
                ])
        #expect(
            try await world.texts(
                "SELECT recipient || ' ' || status FROM delivery ORDER BY recipient, status")
                == [
                    "customer-service@localhost pending", "erased-1 cancelled", "erased-1 cancelled", "erased-1 sent",
                ])
        #expect(
            try await world.texts("SELECT recipient || coalesce(response, '') FROM delivery_attempt") == ["erased-1"])
        #expect(
            try await world.texts("SELECT convert_from(content, 'UTF8') FROM communication_content ORDER BY part")
                == [#"{"erased":true}"#, "erased"])
        // A later message about the order reaches nobody, and somebody is told.
        try await world.append([Quay.refund("CN-3", type: "APPEASEMENT")], receivedAt: Quay.march(7))
        try await world.project()
        #expect(
            try await world.texts("SELECT status || ' ' || reason FROM communication WHERE refund_id = 'CN-3'")
                == ["held no_recipient"])
    }

    @Test("A repeated erasure changes nothing and leaves no second record")
    func twice() async throws {
        let world = try await delivered()
        _ = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        let again = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        #expect(again.messages == 0)
        #expect(again.communications == 0)
        #expect(again.orders.map(\.erasureID) == [nil])
        #expect(try await world.count("SELECT count(*) FROM erasure") == 1)
    }

    @Test("The log is open to the erasure alone, and closed again in the same transaction")
    func logStaysClosed() async throws {
        let world = try await delivered()
        _ = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        await #expect(throws: PostgresError.self) {
            try await world.run("UPDATE message SET payload = 'x', erasure_id = 1")
        }
        await #expect(throws: PostgresError.self) {
            try await world.run("SET herald.erasure = 'on'; UPDATE message SET payload = 'x', erasure_id = 1")
        }
    }

    @Test("Where two channels own the order id, the other one's customer is left alone")
    func otherChannel() async throws {
        let world = World()
        let other = Array(
            String(
                decoding: Quay.snapshot("NEW", day: 1, isCreation: true, channel: "SOUTHQUAY"), as: UTF8.self
            )
            .replacing("Mirela", with: "Juno").replacing("mirela@", with: "juno@").utf8)
        try await world.append([other] + Self.messages, receivedAt: Quay.march(6))
        try await world.project()
        let report = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        #expect(report.messages == 8)
        #expect(try await world.texts("SELECT email FROM orders WHERE email IS NOT NULL") == ["juno@mail.example"])
        #expect(try await world.places(of: ["Mirela", "mirela"]) == [])
        #expect(try await world.places(of: ["juno@mail.example"]).contains("message.payload"))
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }

    @Test(
        "By e-mail, all orders in which it occurs are erased, and no order of somebody whose address only looks alike")
    func byEmail() async throws {
        let world = World()
        let similar = Array(
            String(decoding: Quay.snapshot("NEW", day: 1, isCreation: true, order: "NQ-3"), as: UTF8.self)
                .replacing("mirela@", with: "xmirela@").replacing("tibor@", with: "xtibor@").utf8)
        try await world.append(
            [
                Quay.snapshot("NEW", day: 1, isCreation: true),
                Quay.snapshot("NEW", day: 1, isCreation: true, order: "NQ-2"), similar,
            ], receivedAt: Quay.march(6))
        try await world.project()
        let erasure = erasure(world)
        let found = try await erasure.orders(withEmail: " Mirela@Mail.Example")
        #expect(found.map(\.orderID) == ["NQ-1", "NQ-2"])
        let report = try await erasure.erase(email: "MIRELA@mail.example", by: "dpo", reason: "request 18")
        #expect(report.orders.count == 2)
        #expect(try await world.texts("SELECT order_id FROM orders WHERE email IS NOT NULL") == ["NQ-3"])
        let records = try await world.texts("SELECT what FROM erasure ORDER BY erasure_id")
        #expect(records.count == 2)
        for record in records {
            #expect(record.contains("found by an e-mail address"))
            #expect(!record.lowercased().contains("mirela"))
        }
        await #expect(throws: ErasureError.notAnEmail) { try await erasure.orders(withEmail: "Mirela") }
        #expect(try await erasure.orders(withEmail: "mirela@mail.example").isEmpty)
    }

    @Test("A parked order is erased, too, and parked still")
    func parkedOrder() async throws {
        let world = World()
        try await world.append(Array(Self.messages.prefix(2)))
        try await world.project()
        try await world.appendUnreadable()
        try await world.append(Array(Self.messages.dropFirst(2)))
        try await world.project()
        let report = try await erasure(world).erase(orders: [Self.order], by: "dpo", reason: "request 17")
        #expect(report.messages == 9)
        #expect(try await world.places(of: Self.personal) == [])
        #expect(try await world.count("SELECT count(*) FROM parked_order") == 1)
        #expect(
            try await DeadLetters(pool: world.database.pool, policy: Policy())
                .retry(order: Quay.order, shard: Quay.shard(), by: "juno", reason: "readable now")
                == .folded(messages: 9, communications: 4))
    }

    @Test("What is on its way at this moment makes it wait; an unknown order and a missing reason are refused")
    func refusals() async throws {
        let world = try await delivered()
        let erasure = erasure(world)
        let unknown = OrderReference(orderID: "NQ-404")
        await #expect(throws: ErasureError.unknownOrder(unknown)) {
            try await erasure.erase(orders: [Self.order, unknown], by: "dpo", reason: "request 17")
        }
        await #expect(throws: ErasureError.unattributed) {
            try await erasure.erase(orders: [Self.order], by: "dpo", reason: " ")
        }
        try await world.run(
            """
            UPDATE delivery SET status = 'sending', next_attempt_at = now() + interval '1 minute'
            WHERE status = 'pending' AND recipient LIKE 'mirela%'
            """)
        await #expect(throws: ErasureError.deliveryUnderWay(Self.order)) {
            try await erasure.erase(orders: [Self.order], by: "dpo", reason: "request 17")
        }
        #expect(try await world.count("SELECT count(*) FROM erasure") == 0)
        // The claim of a worker that died has run out.
        try await world.run("UPDATE delivery SET next_attempt_at = now() WHERE status = 'sending'")
        _ = try await erasure.erase(orders: [Self.order], by: "dpo", reason: "request 17")
        #expect(try await world.places(of: Self.personal) == [])
    }

    @Test("Generated orders fold to the same statuses, lines and amounts without their personal data")
    func generatedOrders() async throws {
        let world = World()
        let options = SampleWorld.Options(orders: 60, seed: 31, quirks: true, shuffle: true, duplicates: true)
        try await world.append(SampleWorld.histories(options).flatMap { $0 }.map(\.json), receivedAt: Quay.march(9))
        try await world.project()
        let emails = try await world.texts("SELECT email FROM orders WHERE email IS NOT NULL")
        let before = try await world.impersonalViews()
        let orders = try await world.texts("SELECT order_id FROM orders ORDER BY order_id").map {
            OrderReference(orderID: $0)
        }
        let report = try await erasure(world).erase(orders: orders, by: "dpo", reason: "all of them")
        #expect(report.messages > orders.count)
        #expect(try await world.impersonalViews() == before)
        #expect(try await world.places(of: emails) == [])
        let verified = try await world.rebuild.verify()
        #expect(verified.differenceCount == 0, "\(verified.differences.prefix(5))")
        #expect(try await Doctor(pool: world.database.pool).examine().isHealthy)
    }
}

extension World {
    /// The columns in which any of these texts stands, as `table.column`, whatever the letter case.
    func places(of texts: [String]) async throws -> [String] {
        guard !texts.isEmpty else { return [] }
        return try await database.pool.withConnection { connection in
            let columns = try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT c.table_name::text, c.column_name::text, c.data_type::text FROM information_schema.columns c
                        JOIN information_schema.tables t USING (table_schema, table_name)
                        WHERE t.table_type = 'BASE TABLE' AND c.table_schema = current_schema()
                            AND c.data_type IN ('text', 'bytea') AND c.table_name NOT LIKE 'schema_%'
                        ORDER BY 1, 2
                        """))
            var found: [String] = []
            for row in columns {
                let (table, column, type) = (try row.string(0), try row.string(1), try row.string(2))
                let isPayload = type == "bytea" && ["payload", "content"].contains(column)
                guard type == "text" || isPayload else { continue }
                let text = isPayload ? "convert_from(\(column), 'UTF8')" : "\"\(column)\""
                let sql =
                    "SELECT count(*) FROM \(table), unnest($1::text[]) AS p WHERE strpos(lower(\(text)), lower(p)) > 0"
                if try connection.query(Statement(name: "", sql: sql), [texts]).only?.int64(0) ?? 0 > 0 {
                    found.append("\(table).\(column)")
                }
            }
            return found
        }
    }

    /// What the read model says that is not personal.
    func impersonalViews() async throws -> [String] {
        try await texts(
            """
            SELECT 'o' || (to_jsonb(o) - 'email')::text FROM orders o
            UNION ALL SELECT 'l' || l::text FROM order_lines l
            UNION ALL SELECT 'p' || p::text FROM order_payments p
            UNION ALL SELECT 's' || (to_jsonb(s) - 'address')::text FROM shipments s
            UNION ALL SELECT 'k' || (to_jsonb(k) - 'tracking_comment')::text FROM packages k
            UNION ALL SELECT 'r' || r::text FROM returns r
            UNION ALL SELECT 't' || t::text FROM return_lines t
            UNION ALL SELECT 'f' || f::text FROM refunds f
            ORDER BY 1
            """)
    }
}
