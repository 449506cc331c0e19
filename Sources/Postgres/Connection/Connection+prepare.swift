internal import CLibPQ
internal import Logging

extension Connection {
    /// Prepares a named statement unless it is; returns its name on the server, or `nil` for one without a name.
    func prepared(_ statement: Statement, _ parameters: Parameters) throws(PostgresError) -> String? {
        guard !statement.name.isEmpty else { return nil }
        let types = parameters.slots.lazy.map(\.type)
        if let serverName = statements.use(statement, types: types) { return serverName }
        let connection = try unsafe open(statement.name)
        let serverName = statements.nextServerName(for: statement)
        let isSent = unsafe Array(types).withUnsafeBufferPointer { types in
            unsafe PQsendPrepare(connection, serverName, statement.sql, Int32(types.count), types.baseAddress)
        }
        try finish(isSent, statement.name)
        statements.add(statement, types: types, serverName: serverName)
        return serverName
    }

    /// Deallocates what the cache no longer holds. Left for later in a failed transaction, which refuses commands.
    func trimStatements() throws(PostgresError) {
        guard statements.needsTrim, transactionStatus != PQTRANS_INERROR else { return }
        let connection = try unsafe open("")
        for serverName in statements.trim() {
            let isSent = unsafe PQsendQuery(connection, "DEALLOCATE \"\(serverName)\"")
            do {
                try finish(isSent, "")
            } catch let error where error.kind == .server(.invalidStatementName) && !isInTransaction {
                logger.debug("Prepared statement was gone already", metadata: ["statement": "\(serverName)"])
            }
        }
    }

    /// Whether a statement failed only because its preparation is out of date; forgets it if so.
    func isPlanStale(_ error: PostgresError, _ statement: Statement) -> Bool {
        guard !statement.name.isEmpty, error.isOfStalePlan else { return false }
        statements.forget(statement.name)
        return true
    }
}

extension PostgresError {
    /// Whether a prepared statement failed only because its preparation is out of date.
    var isOfStalePlan: Bool {
        sqlState == .invalidStatementName || sqlState == .featureNotSupported && message.contains("cached plan")
    }
}
