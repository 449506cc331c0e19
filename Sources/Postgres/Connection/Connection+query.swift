internal import CLibPQ

extension Connection {
    /// Runs a statement that returns rows. A named statement is prepared at its first use.
    ///
    /// - Throws: the server's refusal, or a lost connection.
    public func query(_ statement: Statement, _ parameters: Parameters = Parameters()) throws(PostgresError) -> Rows {
        try checkUsable(statement.name)
        do {
            return try run(statement, parameters)
        } catch let error where isPlanStale(error, statement) && !isInTransaction {
            // A migration changed a table under a prepared statement, or it was deallocated: prepare it again.
            return try run(statement, parameters)
        }
    }

    /// Runs a statement for its effect.
    ///
    /// - Returns: the number of rows affected.
    @discardableResult public func execute(
        _ statement: Statement, _ parameters: Parameters = Parameters()
    ) throws(PostgresError) -> Int {
        try query(statement, parameters).affected
    }

    /// Runs several statements separated by semicolons, without parameters, as one implicit transaction unless the
    /// text has transaction commands of its own.
    public func script(_ sql: String) throws(PostgresError) {
        try checkUsable("")
        let connection = try unsafe open("")
        try finish(unsafe PQsendQuery(connection, sql), "")
    }

    private func run(_ statement: Statement, _ parameters: Parameters) throws(PostgresError) -> Rows {
        let connection = try unsafe open(statement.name)
        let serverName = try prepared(statement, parameters)
        let isSent = unsafe send(statement, serverName: serverName, parameters, on: connection)
        let rows = try finish(isSent, statement.name)
        try trimStatements()
        return rows
    }

    /// Hands a statement to libpq; 1 if it could be sent or buffered.
    func send(
        _ statement: Statement, serverName: String?, _ parameters: Parameters, on connection: OpaquePointer
    ) -> Int32 {
        let count = Int32(parameters.count)
        return unsafe parameters.withPointers { values, lengths, formats, types in
            if let serverName {
                unsafe PQsendQueryPrepared(connection, serverName, count, values, lengths, formats, 1)
            } else {
                unsafe PQsendQueryParams(connection, statement.sql, count, types, values, lengths, formats, 1)
            }
        }
    }

    /// The connection, or the error that it has been closed.
    func open(_ statement: String) throws(PostgresError) -> OpaquePointer {
        guard let connection = unsafe handle.connection else {
            throw PostgresError(.connectionLost, "the connection is closed", statementName: statement)
        }
        return unsafe connection
    }

    /// Refuses calls in the middle of a COPY or after the lease's task has been cancelled.
    func checkUsable(_ statement: String) throws(PostgresError) {
        guard !isBusy else {
            throw PostgresError(
                .protocolViolation, "the connection is in the middle of a COPY; end it before the next statement",
                statementName: statement)
        }
        guard !cancellation.isRequested else {
            throw PostgresError(.cancelled, "the task was cancelled", statementName: statement)
        }
    }

    /// Waits for the outcome of what was sent: the first error, else the last result. (`PQexec` would give the last of
    /// both, and so hide the server's reason for ending a session behind the end of the connection.)
    @discardableResult
    func finish(_ isSent: Int32, _ statement: String) throws(PostgresError) -> Rows {
        let connection = try unsafe open(statement)
        guard isSent == 1 else { throw lostConnection(statement) }
        var outcome: Result<Rows, PostgresError>?
        while let result = unsafe PQgetResult(connection) {
            do throws(PostgresError) {
                let rows = try unsafe finish(result, statement)
                if case .failure = outcome { continue }
                outcome = .success(rows)
            } catch {
                if case .failure = outcome { continue }
                outcome = .failure(error)
            }
        }
        guard let outcome else { throw lostConnection(statement) }
        return try outcome.get()
    }

    /// Turns a result into rows or an error. Takes ownership of `result`.
    func finish(_ result: OpaquePointer?, _ statement: String) throws(PostgresError) -> Rows {
        let connection = try unsafe open(statement)
        guard let result = unsafe result else { throw lostConnection(statement) }
        switch unsafe PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
            return unsafe Rows(taking: result, statement: statement)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            unsafe PQclear(result)
            abandonCopy()
            throw PostgresError(
                .protocolViolation, "a COPY from STDIN or to STDOUT needs copyIn or copyOut", statementName: statement)
        default:
            defer { unsafe PQclear(result) }
            throw unsafe PostgresError(
                result: result, isConnectionBad: PQstatus(connection) == CONNECTION_BAD, statement: statement)
        }
    }

    /// The error for a call of libpq that failed without a result.
    func lostConnection(_ statement: String) -> PostgresError {
        guard let connection = unsafe handle.connection else {
            return PostgresError(.connectionLost, "the connection is closed", statementName: statement)
        }
        let reason = unsafe String(cString: PQerrorMessage(connection)).trimmingLineEnd
        let isBad = unsafe PQstatus(connection) == CONNECTION_BAD
        return PostgresError(isBad ? .connectionLost : .protocolViolation, reason, statementName: statement)
    }
}
