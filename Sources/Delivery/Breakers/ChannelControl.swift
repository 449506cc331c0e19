public import Logging
import OMSMessages
public import Postgres
import Schema

/// What operators see of delivery channels, and how they pause and resume them: for the command line and the API alike.
public struct ChannelControl: Sendable {
    let pool: ConnectionPool
    /// Those of configuration.
    let destinations: [Destination]
    let logger: Logger

    /// - Parameters:
    ///   - pool: connections to herald's database.
    ///   - destinations: the configured channels and their endpoints.
    ///   - logger: gets names and actions.
    public init(pool: ConnectionPool, destinations: [Destination], logger: Logger) {
        self.pool = pool
        self.destinations = destinations
        self.logger = logger
    }

    /// The names of the configured channels, each once, in their order.
    public var channelNames: [String] { destinations.filter { $0.endpoint == nil }.map(\.channel) }

    /// The configured channels and endpoints, and those that are not configured any more and not closed either, by name.
    /// - Throws: ``Postgres/PostgresError``.
    public func list() async throws -> [ChannelStatus] {
        var parameters = Parameters()
        parameters.append(array: destinations.map(\.channel))
        parameters.append(array: destinations.map(\.storedEndpoint))
        let bound = parameters
        return try await pool.withConnection { connection in
            try connection.query(SQL.listChannels, bound).map { try ChannelStatus($0) }
        }
    }

    /// Lets nothing more out until somebody resumes; what is under way ends.
    /// - Throws: ``ChannelError``; ``Postgres/PostgresError``.
    public func pause(_ destination: Destination, by actor: String, reason: String) async throws -> ChannelResult {
        try await act("pause", destination, actor, reason) { breaker, now in
            breaker.pause(by: actor, reason: reason, at: now)
        }
    }

    /// Lets deliveries out again, whatever held them: an operator, failures, or that the endpoint was gone.
    /// - Throws: ``ChannelError``; ``Postgres/PostgresError``.
    public func resume(_ destination: Destination, by actor: String, reason: String) async throws -> ChannelResult {
        try await act("resume", destination, actor, reason) { breaker, now in
            breaker.resume(by: actor, reason: reason, at: now)
        }
    }

    private func act(
        _ action: String, _ destination: Destination, _ actor: String, _ reason: String,
        _ change: @escaping @Sendable (inout Breaker, Timestamp) -> Bool
    ) async throws -> ChannelResult {
        guard reason.contains(where: { !$0.isWhitespace }), !actor.isEmpty else { throw ChannelError.noReason }
        let isConfigured = destinations.contains(destination)
        let result = try await pool.transaction { connection in
            // One that is not configured any more may be resumed all the same, if there is a record of it.
            if isConfigured { try GuardedDestination.insert([destination], connection) }
            guard var entry = try GuardedDestination.lock([destination: true], connection).first else {
                throw ChannelError.unknown(destination, known: destinations)
            }
            let former = entry.breaker.state
            guard change(&entry.breaker, entry.now) else {
                return ChannelResult(destination: destination, state: former, isRepetition: true)
            }
            try GuardedDestination.save([entry], connection)
            try connection.execute(
                SQL.insertChannelAction,
                [destination.channel, destination.storedEndpoint, action, actor, reason, former.rawValue])
            return ChannelResult(destination: destination, state: entry.breaker.state, isRepetition: false)
        }
        logger.notice(
            "delivery channel",
            metadata: [
                "channel": "\(destination)", "action": "\(action)", "state": "\(result.state.rawValue)",
                "repetition": "\(result.isRepetition)",
            ])
        return result
    }
}
