internal import OMSMessages
internal import Postgres
internal import Schema

/// A page of a list of deliveries.
struct DeliveryPage: Sendable {
    /// Where a delivery stands in the list.
    struct Place: Sendable {
        /// How many values it has in a cursor.
        static let count = 4

        /// What the list is in the order of: when it was made, is due, or failed.
        var at: PostgresTimestamp
        var communication: PostgresUUID
        var channel: String
        /// Digest of the recipient: a cursor travels through logs.
        var recipient: String

        init(_ row: Row) throws {
            at = try row.timestamp(12)
            communication = try row.uuid(1)
            channel = try row.string(3)
            recipient = try row.string(11)
        }

        init(_ values: [JSONValue]) throws(Problem) {
            guard let at = values[0].instant, let id = values[1].string.flatMap({ PostgresUUID($0) }),
                let channel = values[2].string, let recipient = values[3].string
            else { throw Cursor.invalid }
            (self.at, communication, self.channel, self.recipient) = (at, id, channel, recipient)
        }

        func write(to json: inout JSONWriter) {
            json.value(at.microsecondsSince1970)
            json.value(communication.description)
            json.value(channel)
            json.value(recipient)
        }
    }

    /// What comes first.
    enum Order: String, Sendable {
        /// The newest.
        case made
        /// What is due next, of those that are not at their end.
        case due
        /// The newest failure, of dead letters; times are then those of the failure.
        case failed
    }

    var order = Order.made
    var status: String?
    var channel: String?
    var kind: String?
    /// The class of the error; of dead letters alone.
    var errorClass: String?
    var since: PostgresTimestamp?
    var until: PostgresTimestamp?
    var after: Place?

    func rows(_ pool: ConnectionPool, limit: Int) async throws -> Rows {
        var binds = Parameters()
        if order == .failed {
            binds.append(kind)
            binds.append(channel)
            binds.append(errorClass)
        } else {
            binds.append(status)
            binds.append(channel)
            binds.append(kind)
        }
        binds.append(since)
        binds.append(until)
        binds.append(after?.at)
        binds.append(after?.communication)
        binds.append(after?.channel)
        binds.append(after?.recipient)
        binds.append(Int32(clamping: limit))
        let (statement, bound) = (order.statement, binds)
        return try await pool.withConnection { try $0.query(statement, bound) }
    }

    /// Writes the members of one delivery.
    static func write(_ row: Row, to json: inout JSONWriter) throws {
        json.member("communication_id", try row.uuid(1).description)
        json.member("order_id", try row.string(2))
        json.member("sales_channel", try row.string(14))
        json.member("kind", try row.string(13))
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

extension DeliveryPage.Order {
    fileprivate var statement: Statement {
        switch self {
        case .made: SQL.listDeliveries
        case .due: SQL.listDueDeliveries
        case .failed: SQL.listFailedDeliveries
        }
    }
}
