import Postgres
import Schema

/// How many deliveries go over a channel, or to one endpoint of it.
public struct ChannelTraffic: Hashable, Sendable {
    /// On their way.
    public var due = 0
    /// Sent, of those made in the last 24 hours.
    public var sent = 0
    /// Dead letters.
    public var failed = 0

    public init(due: Int = 0, sent: Int = 0, failed: Int = 0) {
        self.due = due
        self.sent = sent
        self.failed = failed
    }

    static func + (left: ChannelTraffic, right: ChannelTraffic) -> ChannelTraffic {
        ChannelTraffic(due: left.due + right.due, sent: left.sent + right.sent, failed: left.failed + right.failed)
    }
}

extension ChannelControl {
    /// Deliveries by channel; those of endpoints count for their channel as a whole too. What has none is left out.
    /// - Throws: ``Postgres/PostgresError``.
    public func traffic() async throws -> [Destination: ChannelTraffic] {
        var parameters = Parameters()
        parameters.append(array: destinations.map(\.channel))
        parameters.append(array: destinations.map(\.storedEndpoint))
        let bound = parameters
        let rows = try await pool.withConnection { try $0.query(SQL.countDeliveriesByChannel, bound) }
        var traffic: [Destination: ChannelTraffic] = [:]
        for row in rows {
            let destination = Destination(channel: try row.string(0), storedEndpoint: try row.string(1))
            let counted = ChannelTraffic(
                due: Int(try row.int64(2)), sent: Int(try row.int64(3)), failed: Int(try row.int64(4)))
            let whole = Destination(channel: destination.channel)
            traffic[whole] = (traffic[whole] ?? ChannelTraffic()) + counted
            if destination != whole { traffic[destination] = counted }
        }
        return traffic
    }
}
