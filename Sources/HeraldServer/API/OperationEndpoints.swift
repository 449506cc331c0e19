internal import OMSMessages
internal import Postgres
internal import Schema

/// What operators look at.
struct OperationEndpoints: Sendable {
    let pool: ConnectionPool

    func projections(_ call: Call) async throws -> Answer {
        let shards = try await ProjectionStatus.all(pool)
        let generations = try await pool.withConnection { try $0.query(SQL.listGenerations) }
        return try Answer.json(capacity: 256 * shards.count) { json in
            try json.object { json in
                json.member(
                    "shards",
                    array: { json in
                        for shard in shards {
                            json.object { json in
                                json.member("shard", shard.shard)
                                json.member("head", shard.head)
                                json.member("checkpoint", shard.checkpoint)
                                json.member("lag", shard.lag)
                                json.member("waiting_since", instant: shard.waitingSince)
                                json.member("owner", shard.owner)
                                json.member("lease_epoch", shard.epoch)
                                json.member("lease_expires_at", instant: shard.leaseExpiresAt)
                            }
                        }
                    })
                try json.member(
                    "generations",
                    array: { json in
                        for row in generations {
                            try json.object { json in
                                json.member("generation", try row.int32(0))
                                json.member("status", try row.string(1))
                                json.member("created_at", instant: try row.timestamp(2))
                                json.member("switched_at", instant: try row.optionalTimestamp(3))
                                json.member("report", try row.optionalString(4))
                            }
                        }
                    })
            }
        }
    }

    func deliveries(_ call: Call) async throws -> Answer {
        let limit = try call.limit()
        let page = DeliveryPage(
            status: try call.word("status", of: Words.deliveryStatuses), channel: call.text("delivery_channel"),
            kind: try call.word("kind", of: Words.kinds), since: try call.instant("since"),
            until: try call.instant("until"),
            after: try call.cursor(of: "deliveries", count: DeliveryPage.Place.count).map(DeliveryPage.Place.init))
        let rows = try await page.rows(pool, limit: limit + 1)
        return try Answer.json(capacity: 512 * rows.count) { json in
            try json.object { json in
                try json.member(
                    "deliveries",
                    array: { json in
                        for row in rows.prefix(limit) {
                            try json.object { json in try DeliveryPage.write(row, to: &json) }
                        }
                    })
                let last = rows.count > limit ? try DeliveryPage.Place(rows[limit - 1]) : nil
                json.next(last.map { place in Cursor.text("deliveries") { place.write(to: &$0) } })
            }
        }
    }
}
