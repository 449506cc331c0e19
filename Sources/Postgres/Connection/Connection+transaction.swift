internal import CLibPQ

extension Connection {
    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws. Inside a transaction it is a
    /// savepoint, and the options do not apply.
    ///
    /// - Throws: what `body` throws, or the failure of the commit. If the connection is lost during the commit,
    ///   whether it took place is unknown.
    @discardableResult public func transaction<Result>(
        _ options: TransactionOptions = .default, _ body: (isolated Connection) throws -> Result
    ) throws -> Result {
        let savepoint = isInTransaction ? "s\(transactionDepth)" : nil
        try command(savepoint.map { "SAVEPOINT \($0)" } ?? options.begin)
        transactionDepth += 1
        defer { transactionDepth -= 1 }
        do {
            let result = try body(self)
            try checkUsable("")
            try complete(savepoint)
            return result
        } catch {
            rollBack(savepoint)
            throw error
        }
    }

    private func complete(_ savepoint: String?) throws(PostgresError) {
        guard savepoint == nil else { return try command("RELEASE SAVEPOINT \(savepoint!)") }
        let isFailed = transactionStatus == PQTRANS_INERROR
        try command("COMMIT")
        // COMMIT of a failed transaction succeeds as a ROLLBACK.
        guard !isFailed else {
            throw PostgresError(
                .server(.inFailedTransaction), "a statement of the transaction had failed: it was rolled back",
                sqlState: .inFailedTransaction)
        }
    }

    /// Rolls back as far as possible; a connection that cannot be is found broken by whoever uses it next.
    private func rollBack(_ savepoint: String?) {
        guard isInTransaction, !isBusy, let connection = unsafe handle.connection else { return }
        let sql = savepoint.map { "ROLLBACK TO SAVEPOINT \($0); RELEASE SAVEPOINT \($0)" } ?? "ROLLBACK"
        unsafe PQclear(PQexec(connection, sql))
    }

    private func command(_ sql: String) throws(PostgresError) {
        try checkUsable("")
        let connection = try unsafe open("")
        try finish(unsafe PQsendQuery(connection, sql), "")
    }
}
