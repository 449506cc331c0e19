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
        let savepoint = nextSavepoint
        try command(savepoint.map { "SAVEPOINT \($0)" } ?? options.begin)
        transactionDepth += 1
        defer { transactionDepth -= 1 }
        do {
            let result = try body(self)
            try complete(savepoint)
            return result
        } catch {
            rollBack(savepoint)
            throw error
        }
    }

    /// As ``transaction(_:_:)``; the first statements go to the server in one round trip, together with the one that begins
    /// the transaction unless that is a savepoint.
    ///
    /// - Parameter body: gets a result for each of `calls`.
    /// - Throws: also the first error of `calls`; `body` is not called then, and all is rolled back.
    @discardableResult public func transaction<Result>(
        _ options: TransactionOptions = .default, beginningWith calls: [(Statement, Parameters)],
        _ body: (isolated Connection, [Rows]) throws -> Result
    ) throws -> Result {
        let savepoint = nextSavepoint
        // Preparing a statement may fail, and that only a savepoint before it can undo.
        if let savepoint { try command("SAVEPOINT \(savepoint)") }
        let begin = savepoint == nil ? [(Statement(name: "", sql: options.begin), Parameters())] : []
        transactionDepth += 1
        defer { transactionDepth -= 1 }
        do {
            let answers = try pipeline(begin + calls)
            let result = try body(self, Array(answers.dropFirst(begin.count)))
            try complete(savepoint)
            return result
        } catch {
            rollBack(savepoint)
            throw error
        }
    }

    /// The name of the savepoint that a nested transaction begins with; nil outside.
    private var nextSavepoint: String? { isInTransaction ? "s\(transactionDepth)" : nil }

    private func complete(_ savepoint: String?) throws(PostgresError) {
        try checkUsable("")
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
