public import Communications
public import Logging
import OMSMessages
import OrderModel
public import Postgres
import Projection
import Schema

/// What people may do about communications, for the command line and the API alike. Every action is recorded with who and
/// why, in the transaction that does it.
public struct CommunicationActions: Sendable {
    let pool: ConnectionPool
    let policy: @Sendable (String) -> ChannelPolicy
    let logger: Logger

    /// - Parameters:
    ///   - pool: connections to herald's database.
    ///   - policy: the settings of a sales channel.
    ///   - logger: gets ids and actions, never personal data.
    public init(
        pool: ConnectionPool, policy: @escaping @Sendable (String) -> ChannelPolicy, logger: Logger
    ) {
        self.pool = pool
        self.policy = policy
        self.logger = logger
    }

    /// Tries the failed deliveries of a communication again, from the start of the retry schedule.
    /// - Throws: ``ActionError``; ``Postgres/PostgresError``.
    public func retry(_ id: PostgresUUID, _ request: ActionRequest) async throws -> ActionResult {
        try await act(.retry, on: id, request) { communication, _, connection in
            let retried = try connection.execute(
                SQL.retryDeliveries, [communication.shard, communication.id])
            guard retried > 0 else { throw ActionError.impossible(.retry, status: communication.status) }
            // When it became herald's stays known to the text.
            try set(
                communication, .pending, reason: "retried", detail: Self.retriedText, dueAt: communication.dueAt,
                connection)
            return Effect(status: .pending)
        }
    }

    /// Decides not to send a communication; what was sent already stays sent.
    /// - Throws: ``ActionError``; ``Postgres/PostgresError``.
    public func dismiss(_ id: PostgresUUID, _ request: ActionRequest) async throws -> ActionResult {
        try await act(.dismiss, on: id, request) { communication, _, connection in
            let stopped = StoppedCommunication(
                communication: communication, reason: .dismissed)
            let row = try connection.query(SQL.stopCommunications, StoppedCommunication.binds([stopped])).only
            return Effect(status: try row.flatMap { CommunicationStatus(rawValue: try $0.string(1)) } ?? .suppressed)
        }
    }

    /// Says that the shop's frontend has sent a delegated communication; saying so again changes nothing.
    /// - Throws: ``ActionError``; ``Postgres/PostgresError``.
    public func acknowledge(_ id: PostgresUUID, _ request: ActionRequest) async throws -> ActionResult {
        try await act(.acknowledge, on: id, request) { communication, _, connection in
            if communication.status == .acknowledged { return nil }
            try set(
                communication, .acknowledged, reason: "acknowledged",
                detail: "The shop's frontend says that it has sent it.", connection)
            return Effect(status: .acknowledged)
        }
    }

    /// Says that the shop's frontend has sent the communication of a kind of an order.
    /// - Throws: ``ActionError``; ``Postgres/PostgresError``.
    public func acknowledge(
        salesChannel: String, orderID: String, kind: Kind, _ request: ActionRequest
    ) async throws -> ActionResult {
        let id = try await pool.withConnection { connection in
            try connection.query(SQL.findOrderCommunication, [salesChannel, orderID, kind.name]).only?.uuid(0)
        }
        guard let id else {
            throw ActionError.nothingToAcknowledge(salesChannel: salesChannel, orderID: orderID, kind: kind.name)
        }
        return try await acknowledge(id, request)
    }

    static let retriedText = "Tried again on request."

    func set(
        _ communication: StoredCommunication, _ status: CommunicationStatus, reason: String, detail: String,
        dueAt: Timestamp? = nil, _ connection: isolated Connection
    ) throws(PostgresError) {
        try connection.execute(
            SQL.setCommunicationStatus,
            [
                communication.shard, communication.orderID, communication.id, status.rawValue, reason, detail,
                dueAt.map { PostgresTimestamp($0) },
            ])
    }
}
