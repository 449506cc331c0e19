import Communications
public import Logging
public import Postgres
import Schema

/// Dead letters of deliveries as a whole: what there is, and retrying or dismissing everything that a filter matches.
public struct FailedDeliveries: Sendable {
    /// How many one request may change at most.
    public static let maximumLimit = 10_000
    /// How many it changes unless told otherwise.
    public static let standardLimit = 1_000
    /// Groups that a list shows at most.
    public static let maximumGroups = 500

    let pool: ConnectionPool
    let logger: Logger

    /// - Parameters:
    ///   - pool: connections to herald's database.
    ///   - logger: gets actions and figures.
    public init(pool: ConnectionPool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    /// The dead letters in groups, the largest first, at most 500.
    /// - Parameters:
    ///   - filter: which are counted.
    ///   - dimensions: what is told apart.
    /// - Throws: ``Postgres/PostgresError``.
    public func groups(
        _ filter: FailedDeliveryFilter = FailedDeliveryFilter(),
        by dimensions: [FailedDeliveryGroup.Dimension] = FailedDeliveryGroup.Dimension.allCases
    ) async throws -> [FailedDeliveryGroup] {
        var binds = filter.binds
        binds.append(array: dimensions.map(\.rawValue))
        binds.append(Int32(Self.maximumGroups))
        let bound = binds
        return try await pool.withConnection { connection in
            try connection.query(SQL.groupFailedDeliveries, bound).map { try FailedDeliveryGroup($0) }
        }
    }

    /// How many there are.
    /// - Parameter filter: which are counted.
    /// - Throws: ``Postgres/PostgresError``.
    public func count(_ filter: FailedDeliveryFilter) async throws -> (deliveries: Int, communications: Int) {
        let whole = try await groups(filter, by: []).first
        return (whole?.deliveries ?? 0, whole?.communications ?? 0)
    }

    /// What a request did, by its idempotency key; nil if there was none.
    /// - Throws: ``Postgres/PostgresError``.
    public func recorded(_ key: String) async throws -> (action: Action, result: Result)? {
        try await pool.withConnection { connection in
            guard let row = try connection.query(SQL.findDeadLetterAction, [key]).only,
                let action = Action(rawValue: try row.string(0))
            else { return nil }
            return (action, try Result(repeated: row))
        }
    }

    /// What one request did.
    public struct Result: Hashable, Sendable {
        public var deliveries: Int
        public var communications: Int
        /// Deliveries that match and were left for the next request.
        public var remaining: Int
        /// The request had been answered before.
        public var isRepetition: Bool

        init(deliveries: Int, communications: Int, remaining: Int, isRepetition: Bool) {
            self.deliveries = deliveries
            self.communications = communications
            self.remaining = remaining
            self.isRepetition = isRepetition
        }

        /// Reads a row of `find_dead_letter_action`.
        fileprivate init(repeated row: Row) throws(PostgresError) {
            self.init(
                deliveries: try row.int(2), communications: try row.int(3), remaining: try row.int(4),
                isRepetition: true)
        }
    }

    public enum Action: String, Hashable, Sendable, CaseIterable {
        /// Tries them again from the start of the retry schedule.
        case retry
        /// Decides that they are not tried any more.
        case dismiss
    }

    /// Retries or dismisses what a filter matches, the oldest first, in one transaction: recorded as a whole, and with each
    /// communication.
    /// - Parameters:
    ///   - filter: what is meant.
    ///   - limit: how many deliveries at most, from 1 to ``maximumLimit``.
    ///   - request: who, why, and the key that recognises a repeated request.
    /// - Throws: ``FailedDeliveryError``; ``Postgres/PostgresError``.
    public func perform(
        _ action: Action, on filter: FailedDeliveryFilter, limit: Int = standardLimit, _ request: ActionRequest
    ) async throws -> Result {
        let limit = min(max(1, limit), Self.maximumLimit)
        let result = try await pool.transaction { connection in
            let begun = try connection.query(
                SQL.beginDeadLetterAction,
                [action.rawValue, filter.json, request.actor, request.reason, request.idempotencyKey, request.digest]
            ).only
            guard let id = try begun?.int64(0) else {
                return try Self.earlier(action, filter, request, connection)
            }
            let changed = try Self.change(action, filter, limit, request, connection)
            let remaining = Int(try connection.query(SQL.countFailedDeliveries, filter.binds)[0].int64(0))
            let result = Result(
                deliveries: changed.deliveries, communications: changed.communications, remaining: remaining,
                isRepetition: false)
            try connection.execute(
                SQL.endDeadLetterAction,
                [id, Int32(result.deliveries), Int32(result.communications), Int32(clamping: remaining)])
            return result
        }
        logger.notice(
            "dead letters",
            metadata: [
                "action": "\(action.rawValue)", "deliveries": "\(result.deliveries)",
                "remaining": "\(result.remaining)", "repetition": "\(result.isRepetition)",
            ])
        return result
    }

    private static func change(
        _ action: Action, _ filter: FailedDeliveryFilter, _ limit: Int, _ request: ActionRequest,
        _ connection: isolated Connection
    ) throws(PostgresError) -> (deliveries: Int, communications: Int) {
        var selection = filter.binds
        selection.append(Int32(limit))
        var (shards, orders, ids, channels, recipients) = (
            [Int16](), [String](), [PostgresUUID](), [String](), [String]()
        )
        for row in try connection.query(SQL.selectFailedDeliveries, selection) {
            shards.append(try row.int16(0))
            orders.append(try row.string(1))
            ids.append(try row.uuid(2))
            channels.append(try row.string(3))
            recipients.append(try row.string(4))
        }
        guard !ids.isEmpty else { return (0, 0) }
        var keys = Parameters()
        keys.append(array: shards)
        keys.append(array: orders)
        keys.append(array: ids)
        try connection.execute(SQL.lockCommunications, keys)
        keys.append(array: channels)
        keys.append(array: recipients)
        keys.append(request.actor)
        keys.append(request.reason)
        switch action {
        case .retry: keys.append(CommunicationActions.retriedText)
        case .dismiss: keys.append(SuppressionReason.dismissed.text)
        }
        let row = try connection.query(
            action == .retry ? SQL.retryFailedDeliveries : SQL.dismissFailedDeliveries, keys)[0]
        return (Int(try row.int64(0)), Int(try row.int64(1)))
    }

    /// The answer that was given to the same request before.
    private static func earlier(
        _ action: Action, _ filter: FailedDeliveryFilter, _ request: ActionRequest, _ connection: isolated Connection
    ) throws -> Result {
        guard let row = try connection.query(SQL.findDeadLetterAction, [request.idempotencyKey]).only,
            try row.string(0) == action.rawValue, try row.string(1) == filter.json
        else { throw FailedDeliveryError.keyOfOtherAction }
        if let digest = request.digest, let known = try row.optionalBytes(5), known != digest {
            throw FailedDeliveryError.keyOfOtherRequest
        }
        return try Result(repeated: row)
    }
}

/// Why an action on many dead letters was refused; nothing was changed.
public enum FailedDeliveryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The same idempotency key was used for another action or filter.
    case keyOfOtherAction
    /// The same idempotency key was used with another limit, reason or actor.
    case keyOfOtherRequest

    public var description: String {
        switch self {
        case .keyOfOtherAction: "the idempotency key was already used for another action on dead letters; use a new key"
        case .keyOfOtherRequest:
            "the idempotency key was already used for this action with another body; repeat that body, or use a new key"
        }
    }
}
