internal import OMSMessages
internal import Postgres

extension Call {
    func instant(_ name: String) throws(Problem) -> PostgresTimestamp? {
        try time(name).map { PostgresTimestamp(microsecondsSince1970: $0.microseconds) }
    }

    /// The values of the cursor in `after`, if there is one.
    func cursor(of list: String, count: Int) throws(Problem) -> [JSONValue]? {
        guard let after = text("after") else { return nil }
        return try Cursor.values(after, of: list, count: count)
    }
}

extension JSONValue {
    /// Microseconds as a moment; nil for what is none that the database has.
    var instant: PostgresTimestamp? {
        guard let instant = int.map({ PostgresTimestamp(microsecondsSince1970: Int64($0)) }), instant.isStorable else {
            return nil
        }
        return instant
    }
}

extension JSONWriter {
    /// Writes a moment in UTC; nil and the infinities as `null`.
    mutating func member(_ name: StaticString, instant: PostgresTimestamp?) {
        let isFinite = instant != .infinity && instant != .negativeInfinity
        member(name, isFinite ? instant.map { Timestamp(microseconds: $0.microsecondsSince1970) } : nil)
    }

    mutating func position(_ shard: Int16, _ position: Int64) {
        member(
            "position",
            object: { json in
                json.member("shard", shard)
                json.member("position", position)
            })
    }
}
