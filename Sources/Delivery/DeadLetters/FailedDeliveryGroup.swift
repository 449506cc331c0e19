public import OMSMessages
import Postgres
import Projection

/// Dead letters that have something in common.
public struct FailedDeliveryGroup: Hashable, Sendable {
    /// What dead letters are told apart by.
    public enum Dimension: String, Hashable, Sendable, CaseIterable {
        case kind
        case channel
        case errorClass = "error_class"
        case age
    }

    /// Nil where it was not asked for.
    public var kind: String?
    public var channel: String?
    public var errorClass: String?
    /// Since when: the last `hour`, `day` or `week`, or `older`.
    public var age: String?
    public var deliveries: Int
    public var communications: Int
    /// When the first and the last of them failed for good.
    public var oldest: Timestamp?
    public var newest: Timestamp?

    init(_ row: Row) throws(PostgresError) {
        kind = try row.optionalString(0)
        channel = try row.optionalString(1)
        errorClass = try row.optionalString(2)
        age = try row.optionalString(3)
        deliveries = Int(try row.int64(4))
        communications = Int(try row.int64(5))
        oldest = try row.optionalTimestamp(6).map { Timestamp($0) }
        newest = try row.optionalTimestamp(7).map { Timestamp($0) }
    }

    /// Writes it as a JSON object: the same in the API and on the command line.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind)
            json.member("delivery_channel", channel)
            json.member("error_class", errorClass)
            json.member("age", age)
            json.member("deliveries", deliveries)
            json.member("communications", communications)
            json.member("oldest", oldest)
            json.member("newest", newest)
        }
    }
}
