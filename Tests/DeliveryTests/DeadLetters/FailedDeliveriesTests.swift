import Communications
import Delivery
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import Schema
import Testing

@Suite("Dead letters of deliveries", .database) struct FailedDeliveriesTests {
    private let bench = Workbench()
    private let request = ActionRequest(actor: "ilse", reason: "the provider was down")

    private var deliveries: FailedDeliveries { FailedDeliveries(pool: bench.pool, logger: TestLog.quiet) }

    /// Orders whose communication failed for good over the channel `paging`; over the mailbox it was sent.
    @discardableResult
    private func fail(
        _ count: Int, _ kind: Kind, class errorClass: String, prefix: String, over channels: [String] = ["paging"]
    ) async throws -> [Communication] {
        var bench = bench
        bench.policy.defaultDeliveryChannels = channels
        var all: [Communication] = []
        for number in 1...count {
            var order = Shop.Order()
            order.id = "\(prefix)-\(number)"
            let (story, communication) = try Story.about(kind, order, policy: bench.policy)
            try await story.save(bench.pool, only: [kind])
            all.append(communication)
        }
        let paging = TestChannel(
            name: "paging", answers: Array(repeating: .permanent(class: errorClass, text: "no"), count: count))
        try await bench.worker(TestChannel(), paging).drain()
        return all
    }

    @Test("are counted by kind, channel, class and age, the largest group first")
    func groups() async throws {
        try await fail(3, .customer(.refundTriggered), class: "smtp_550", prefix: "A")
        try await fail(1, .customer(.refundTriggered), class: "smtp_552", prefix: "B")
        try await fail(2, .customer(.shipmentConfirmation), class: "smtp_550", prefix: "C")
        try await bench.run(
            "UPDATE delivery SET finished_at = now() - interval '3 days' WHERE order_id IN ('A-1', 'B-1')")
        let all = try await deliveries.groups()
        #expect(
            all.map { "\($0.deliveries) \($0.kind ?? "") \($0.channel ?? "") \($0.errorClass ?? "") \($0.age ?? "")" }
                == [
                    "2 refund_triggered paging smtp_550 hour", "2 shipment_confirmation paging smtp_550 hour",
                    "1 refund_triggered paging smtp_550 week", "1 refund_triggered paging smtp_552 week",
                ])
        let classes = try await deliveries.groups(by: [.errorClass])
        #expect(classes.map(\.errorClass) == ["smtp_550", "smtp_552"] && classes.map(\.deliveries) == [5, 1])
        #expect(classes.allSatisfy { $0.kind == nil && $0.age == nil })
        var filter = FailedDeliveryFilter()
        filter.kind = .customer(.shipmentConfirmation)
        #expect(try await deliveries.groups(filter, by: []).map(\.deliveries) == [2])
    }

    @Test("are retried as far as a filter matches, at most so many at once, recorded with who and why")
    func retry() async throws {
        let wanted = try await fail(3, .customer(.refundTriggered), class: "smtp_550", prefix: "A")
        let others = try await fail(1, .customer(.shipmentConfirmation), class: "smtp_550", prefix: "B")
        var filter = FailedDeliveryFilter()
        (filter.kind, filter.errorClass, filter.channel) = (.customer(.refundTriggered), "smtp_550", "paging")
        let first = try await deliveries.perform(.retry, on: filter, limit: 2, request)
        #expect(first.deliveries == 2 && first.communications == 2 && first.remaining == 1 && !first.isRepetition)
        let second = try await deliveries.perform(.retry, on: filter, limit: 2, request)
        #expect(second.deliveries == 1 && second.remaining == 0)
        let paging = TestChannel(name: "paging")
        try await bench.worker(paging).drain()
        #expect(Set(paging.messages.map(\.id)) == Set(wanted.map(\.uuid)))
        for communication in wanted {
            let stored = try await bench.stored(communication)
            #expect(stored.status == .sent)
            let actions = try await bench.actions().recorded(on: stored)
            #expect(actions.map(\.action) == [.retry] && actions.map(\.actor) == ["ilse"])
            #expect(actions.map(\.reason) == ["the provider was down"])
        }
        #expect(try await bench.stored(others[0]).status == .failed)
    }

    @Test("that are dismissed are none any more; what was sent over another channel stays sent")
    func dismiss() async throws {
        let alone = try await fail(1, .customer(.refundTriggered), class: "gone", prefix: "A")
        let partly = try await fail(
            1, .customer(.refundTriggered), class: "gone", prefix: "B", over: ["mailbox", "paging"])
        #expect(try await bench.stored(partly[0]).status == .sent)
        let result = try await deliveries.perform(.dismiss, on: FailedDeliveryFilter(), request)
        #expect(result.deliveries == 2 && result.communications == 2 && result.remaining == 0)
        let dismissed = try await bench.stored(alone[0])
        #expect(dismissed.status == .suppressed && dismissed.reason == "dismissed")
        #expect(dismissed.detail == SuppressionReason.dismissed.text)
        #expect(try await bench.stored(partly[0]).status == .sent)
        #expect(try await bench.deliveries(partly[0]).map(\.status) == [.sent, .cancelled])
        #expect(try await deliveries.groups().isEmpty)
    }

    @Test("a repeated key repeats the answer, also at the same time, and fits one action and filter alone")
    func idempotency() async throws {
        try await fail(4, .customer(.refundTriggered), class: "gone", prefix: "A")
        let keyed = ActionRequest(actor: "ilse", reason: "again", idempotencyKey: "k1")
        let deliveries = deliveries
        let filter = FailedDeliveryFilter()
        async let one = deliveries.perform(.retry, on: filter, limit: 3, keyed)
        async let two = deliveries.perform(.retry, on: filter, limit: 3, keyed)
        let results = try await [one, two]
        #expect(results.map(\.deliveries) == [3, 3] && results.map(\.remaining) == [1, 1])
        #expect(results.count { $0.isRepetition } == 1)
        #expect(try await deliveries.groups(by: []).map(\.deliveries) == [1], "three were retried, once")
        await #expect(throws: FailedDeliveryError.keyOfOtherAction) {
            try await deliveries.perform(.dismiss, on: filter, keyed)
        }
        var other = filter
        other.channel = "paging"
        await #expect(throws: FailedDeliveryError.keyOfOtherAction) {
            try await deliveries.perform(.retry, on: other, limit: 3, keyed)
        }
    }

    @Test("of a communication that is dismissed are none any more either")
    func dismissedCommunication() async throws {
        let failed = try await fail(1, .customer(.refundTriggered), class: "gone", prefix: "A")
        _ = try await bench.actions().dismiss(failed[0].uuid, request)
        #expect(try await deliveries.groups().isEmpty)
    }

    @Test("are found through their index among 50,000 that were sent")
    func plan() async throws {
        try await bench.run(
            """
            INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                position, occurred_at, decided_at, locale, facts)
            SELECT (n % 64)::smallint, 'O-' || n, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, n::text,
                'order_confirmation', 'customer', 'C', '{}', CASE WHEN n % 500 = 0 THEN 'failed' ELSE 'sent' END, 'x', n,
                now(), now(), 'en', '{}'
            FROM generate_series(1, 50000) n;
            INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, reason, created_at,
                finished_at)
            SELECT shard, id, 'mailbox', 'a@b.example', order_id, status, 'smtp_550', now(), now() FROM communication;
            ANALYZE communication, delivery;
            """)
        var filter: Parameters = [String?.none, String?.none, String?.none]
        filter.append(PostgresTimestamp?.none)
        filter.append(PostgresTimestamp?.none)
        var grouped = filter
        grouped.append(array: ["kind", "age"])
        grouped.append(Int32(500))
        var selected = filter
        selected.append(Int32(1_000))
        for (statement, parameters) in [
            (SQL.groupFailedDeliveries, grouped), (SQL.selectFailedDeliveries, selected),
            (SQL.countFailedDeliveries, filter),
        ] {
            let explain = Statement(name: "", sql: "EXPLAIN (FORMAT JSON) " + statement.sql)
            let plan = try await bench.pool.withConnection { connection in
                try connection.query(explain, parameters).map { try $0.string(0) }.joined()
            }
            let scansDeliveries = plan.contains(/"Node Type": "Seq Scan",[^{}]*"Relation Name": "delivery"/)
            #expect(plan.contains("\"Index Name\": \"delivery_failed\"") && !scansDeliveries, "\(plan)")
        }
    }
}
