public import OMSMessages
import Postgres

/// A delivery channel, or one endpoint of it, as operators see it.
public struct ChannelStatus: Hashable, Sendable {
    public var destination: Destination
    public var breaker: Breaker
    /// Whether the configuration of whoever asks has it.
    public var isConfigured: Bool
    /// Deliveries that wait for it.
    public var waiting: Int

    init(_ row: Row) throws(PostgresError) {
        let entry = try GuardedDestination(row)
        (destination, breaker) = (entry.destination, entry.breaker)
        isConfigured = try row.bool(13)
        waiting = Int(try row.int64(14))
    }

    /// Writes it as a JSON object: the same in the API and on the command line.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("channel", destination.channel)
            json.member("endpoint", destination.endpoint)
            json.member("state", breaker.state.rawValue)
            json.member("since", breaker.since)
            json.member("reason", breaker.reason)
            json.member("detail", breaker.detail)
            json.member("failures", breaker.failures)
            json.member("next_probe_at", breaker.nextProbeAt)
            json.member("changed_by", breaker.changedBy)
            json.member("change_reason", breaker.changeReason)
            json.member("waiting_deliveries", waiting)
            json.member("configured", isConfigured)
        }
    }
}

/// What pausing or resuming came to.
public struct ChannelResult: Hashable, Sendable {
    public var destination: Destination
    public var state: Breaker.State
    /// It was so before; nothing was recorded.
    public var isRepetition: Bool
}

/// Why a channel was not paused or resumed.
public enum ChannelError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknown(Destination, known: [Destination])
    case noReason

    public var description: String {
        switch self {
        case .unknown(let destination, let known):
            let list = known.map(\.description).joined(separator: ", ")
            return "there is no delivery channel or endpoint '\(destination)'; configured are \(list)"
        case .noReason: return "say who does it and why; both are recorded"
        }
    }
}
