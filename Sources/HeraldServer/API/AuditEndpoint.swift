internal import OMSMessages
internal import Postgres
internal import Projection

/// `GET /api/v1/audit`: what people did, with who, when and why.
struct AuditEndpoint: Sendable {
    let log: AuditLog

    func list(_ call: Call) async throws -> Answer {
        var filter = AuditLog.Filter()
        filter.action = try call.word("action", of: AuditEntry.actions)
        filter.actor = call.text("actor")
        filter.orderID = call.text("order")
        filter.since = try call.instant("since")
        filter.until = try call.instant("until")
        let limit = try call.limit()
        let cursor = try call.cursor(of: "audit", count: 2).map { values throws(Problem) in
            guard let at = values[0].instant, let id = values[1].string else { throw Cursor.invalid }
            return AuditLog.Cursor(actedAt: at, id: id)
        }
        let found = try await log.list(filter, after: cursor, limit: limit + 1)
        return Answer.json(capacity: 512 * found.count) { json in
            json.object { json in
                json.member("actions", array: { json in for entry in found.prefix(limit) { entry.write(to: &json) } })
                json.next(
                    found.count > limit
                        ? Cursor.text("audit") { json in
                            json.value(found[limit - 1].actedAt.microseconds)
                            json.value(found[limit - 1].id)
                        } : nil)
            }
        }
    }
}
