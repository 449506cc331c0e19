public import OMSMessages
public import Postgres

extension Timestamp {
    /// A moment as the database holds it: in UTC.
    public init(_ stored: PostgresTimestamp) { self.init(microseconds: stored.microsecondsSince1970) }
}

extension PostgresTimestamp {
    public init(_ moment: Timestamp) { self.init(microsecondsSince1970: moment.microseconds) }
}
