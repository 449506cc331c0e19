public import Communications
import OMSMessages
public import Postgres

/// Which dead letters of deliveries are meant; nil does not filter.
public struct FailedDeliveryFilter: Hashable, Sendable {
    public var kind: Kind?
    /// The delivery channel.
    public var channel: String?
    /// The class of the error that made it a dead letter, such as `smtp_550`.
    public var errorClass: String?
    /// Failed for good at or after this time.
    public var since: PostgresTimestamp?
    /// Failed for good before this time.
    public var until: PostgresTimestamp?

    public init() {}

    /// Whether it means every dead letter.
    public var isEmpty: Bool { self == FailedDeliveryFilter() }

    /// The binds that every statement with this filter begins with.
    var binds: Parameters {
        var binds = Parameters()
        binds.append(kind?.name)
        binds.append(channel)
        binds.append(errorClass)
        binds.append(since)
        binds.append(until)
        return binds
    }

    /// The same filter gives the same text.
    var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("kind", kind?.name)
            json.member("delivery_channel", channel)
            json.member("error_class", errorClass)
            json.member("since", since.map { Timestamp(microseconds: $0.microsecondsSince1970) })
            json.member("until", until.map { Timestamp(microseconds: $0.microsecondsSince1970) })
        }
        return json.text
    }
}
