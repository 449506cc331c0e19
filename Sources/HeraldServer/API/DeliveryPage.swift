internal import OMSMessages
internal import Postgres
internal import Schema

/// A page of the list of deliveries.
struct DeliveryPage: Sendable {
    /// Where a delivery stands in the list.
    struct Place: Sendable {
        /// How many values it has in a cursor.
        static let count = 4

        var createdAt: PostgresTimestamp
        var communication: PostgresUUID
        var channel: String
        /// Digest of the recipient: a cursor travels through logs.
        var recipient: String

        init(_ row: Row) throws {
            createdAt = try row.timestamp(9)
            communication = try row.uuid(1)
            channel = try row.string(3)
            recipient = try row.string(11)
        }

        init(_ values: [JSONValue]) throws(Problem) {
            guard let at = values[0].instant, let id = values[1].string.flatMap({ PostgresUUID($0) }),
                let channel = values[2].string, let recipient = values[3].string
            else { throw Cursor.invalid }
            (createdAt, communication, self.channel, self.recipient) = (at, id, channel, recipient)
        }

        func write(to json: inout JSONWriter) {
            json.value(createdAt.microsecondsSince1970)
            json.value(communication.description)
            json.value(channel)
            json.value(recipient)
        }
    }

    var status: String?
    var channel: String?
    var since: PostgresTimestamp?
    var until: PostgresTimestamp?
    var after: Place?

    func rows(_ pool: ConnectionPool, limit: Int) async throws -> Rows {
        var binds = Parameters()
        binds.append(status)
        binds.append(channel)
        binds.append(since)
        binds.append(until)
        binds.append(after?.createdAt)
        binds.append(after?.communication)
        binds.append(after?.channel)
        binds.append(after?.recipient)
        binds.append(Int32(clamping: limit))
        let bound = binds
        return try await pool.withConnection { try $0.query(SQL.listDeliveries, bound) }
    }

    /// Writes the members of one delivery.
    static func write(_ row: Row, to json: inout JSONWriter) throws {
        json.member("communication_id", try row.uuid(1).description)
        json.member("order_id", try row.string(2))
        json.member("channel", try row.string(3))
        json.member("recipient", try row.string(4))
        json.member("status", try row.string(5))
        json.member("reason", try row.optionalString(6))
        json.member("attempts", try row.int32(7))
        json.member("next_attempt_at", instant: try row.optionalTimestamp(8))
        json.member("created_at", instant: try row.timestamp(9))
        json.member("finished_at", instant: try row.optionalTimestamp(10))
    }
}
