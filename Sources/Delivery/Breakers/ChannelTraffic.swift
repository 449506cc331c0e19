import Postgres
import Schema

/// How many deliveries go over a channel, or to one endpoint of it.
public struct ChannelTraffic: Hashable, Sendable {
    /// On their way.
    public var due = Count()
    /// Sent, of those made in the last 24 hours.
    public var sent = Count()
    /// Dead letters.
    public var failed = Count()

    /// What was counted among as many deliveries as are looked at.
    public struct Count: Hashable, Sendable {
        public var value: Int
        /// Not all were looked at; there may be more.
        public var isPartial: Bool

        public init(_ value: Int = 0, isPartial: Bool = false) {
            self.value = value
            self.isPartial = isPartial
        }

        static func + (left: Count, right: Count) -> Count {
            Count(left.value + right.value, isPartial: left.isPartial || right.isPartial)
        }
    }

    public init() {}

    static func + (left: ChannelTraffic, right: ChannelTraffic) -> ChannelTraffic {
        var sum = ChannelTraffic()
        sum.due = left.due + right.due
        sum.sent = left.sent + right.sent
        sum.failed = left.failed + right.failed
        return sum
    }
}

extension ChannelControl {
    /// How many deliveries of each sort are looked at: what a page can show at once.
    static let counted: Int32 = 5_000

    /// Deliveries by channel; those of endpoints count for their channel as a whole too.
    /// - Returns: by destination, and what those have that are not in it.
    /// - Throws: ``Postgres/PostgresError``.
    public func traffic() async throws -> (found: [Destination: ChannelTraffic], others: ChannelTraffic) {
        var parameters = Parameters()
        parameters.append(array: destinations.map(\.channel))
        parameters.append(array: destinations.map(\.storedEndpoint))
        parameters.append(Self.counted)
        let bound = parameters
        let rows = try await pool.withConnection { try $0.query(SQL.countDeliveriesByChannel, bound) }
        var traffic: [Destination: ChannelTraffic] = [:]
        var others = ChannelTraffic()
        for row in rows {
            var counted = ChannelTraffic()
            counted.due = ChannelTraffic.Count(Int(try row.int64(2)), isPartial: try row.bool(5))
            counted.sent = ChannelTraffic.Count(Int(try row.int64(3)), isPartial: try row.bool(6))
            counted.failed = ChannelTraffic.Count(Int(try row.int64(4)), isPartial: try row.bool(7))
            guard let channel = try row.optionalString(0) else {
                others = counted
                continue
            }
            let destination = Destination(channel: channel, storedEndpoint: try row.string(1))
            let whole = Destination(channel: channel)
            traffic[whole] = (traffic[whole] ?? ChannelTraffic()) + counted
            if destination != whole { traffic[destination] = counted }
        }
        return (traffic, others)
    }
}
