internal import CLibPQ
internal import Dispatch
public import Logging

/// One connection to PostgreSQL: an actor on a queue of its own, so that libpq's blocking calls hold up nobody else.
///
/// All calls are synchronous and isolated. Code that makes several runs inside the actor, through
/// ``ConnectionPool/withConnection(_:)`` or ``perform(_:)``, and pays for one hop only; nothing can come between its
/// statements.
public actor Connection {
    nonisolated let executor: DispatchQueueExecutor
    nonisolated let cancelHandle: CancelHandle
    nonisolated let cancellation = LeaseCancellation()
    let handle: ConnectionHandle
    let logger: Logger
    var statements: StatementCache
    /// Savepoints open, plus one for the transaction itself.
    var transactionDepth = 0
    /// `true` while libpq is in the middle of a pipeline or COPY.
    var isBusy = false

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Connects, and applies the settings of the configuration.
    ///
    /// - Throws: ``PostgresError/Kind-swift.enum/connectFailed`` with the reasons libpq gives for every host tried.
    public static func connect(
        _ configuration: ConnectionConfiguration, logger: Logger
    ) async throws(PostgresError) -> Connection {
        let executor = DispatchQueueExecutor(label: "postgres.connection")
        let result = await withCheckedContinuation { continuation in
            executor.queue.async {
                continuation.resume(
                    returning: Result { () throws(PostgresError) in
                        try Connection.open(configuration, logger: logger)
                    })
            }
        }
        let connection = Connection(
            executor: executor, opened: try result.get(), logger: logger, limit: configuration.preparedStatementLimit)
        try await connection.apply(configuration.settings)
        return connection
    }

    private init(
        executor: DispatchQueueExecutor, opened: (handle: ConnectionHandle, cancel: CancelHandle), logger: Logger,
        limit: Int
    ) {
        self.executor = executor
        handle = opened.handle
        cancelHandle = opened.cancel
        self.logger = logger
        statements = StatementCache(limit: limit)
    }

    /// Runs several calls inside the actor; nothing comes between them.
    @discardableResult public func perform<Result: Sendable>(
        _ body: @Sendable (isolated Connection) throws -> Result
    ) throws -> Result {
        try body(self)
    }

    /// Closes the connection; further calls fail with ``PostgresError/Kind-swift.enum/connectionLost``.
    public func close() {
        handle.close()
    }

    /// The process of the server behind this connection; 0 once closed.
    public var backendPID: Int32 {
        guard let connection = unsafe handle.connection else { return 0 }
        return unsafe PQbackendPID(connection)
    }

    /// Whether a transaction is open, failed ones included.
    public var isInTransaction: Bool {
        let status = transactionStatus
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE
    }

    var transactionStatus: PGTransactionStatusType {
        guard let connection = unsafe handle.connection else { return PQTRANS_UNKNOWN }
        return unsafe PQtransactionStatus(connection)
    }

    /// Asks the server, over a second connection, to cancel the statement that runs now; returns once it has been
    /// told. The statement fails with ``SQLState/queryCanceled``, the connection remains usable. Blocks for a moment.
    public nonisolated func cancel() {
        cancelHandle.send()
    }

    private func apply(_ settings: [String: String]) throws(PostgresError) {
        guard !settings.isEmpty else { return }
        var parameters = Parameters()
        var calls: [String] = []
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            parameters.append(name)
            parameters.append(value)
            calls.append("set_config($\(parameters.count - 1), $\(parameters.count), false)")
        }
        let list = calls.joined(separator: ", ")
        _ = try query(Statement(name: "", sql: "SELECT \(list)"), parameters)
    }
}
