public import OMSMessages
import Postgres

/// A difference between what is stored and what the log says.
public struct RebuildDifference: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The stored read model of an order is not what its messages fold to.
        case orderDiffers = "order_differs"
        /// The log has an order that the read model lacks.
        case orderMissing = "order_missing"
        /// The read model has an order that the log does not.
        case orderUnknown = "order_unknown"
        /// The log calls for a communication that was never recorded. It is reported, not sent.
        case wouldSend = "would_send"
        /// A communication was recorded that the log does not call for.
        case wouldNotSend = "would_not_send"
        /// A communication would say something else now.
        case factsChanged = "facts_changed"
    }

    public var kind: Kind
    public var shard: Int16
    public var salesChannel: String
    public var orderID: String
    /// The kind of communication, where it is about one.
    public var communication: String?
    /// What was and what would be, where both are known.
    public var detail: String?

    /// Writes the difference as JSON.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("difference", kind.rawValue)
            json.member("shard", shard)
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member("kind", communication)
            json.member("detail", detail)
        }
    }
}

extension RebuildDifference {
    /// Reads a row of `read_rebuilt_differences`; nil if it is of a kind that this program does not know.
    init?(_ row: borrowing Row) throws(PostgresError) {
        guard let kind = Kind(rawValue: try row.string(1)) else { return nil }
        self.init(
            kind: kind, shard: try row.int16(0), salesChannel: try row.string(2), orderID: try row.string(3),
            communication: try row.optionalString(4), detail: try row.optionalString(5))
    }
}
