internal import CLibPQ

extension Connection {
    /// Runs a `COPY … FROM STDIN (FORMAT binary)` with the rows that `body` writes.
    ///
    /// - Returns: the number of rows copied.
    /// - Throws: what `body` throws (nothing is copied then), or the server's refusal.
    @discardableResult public func copyIn(_ statement: Statement, _ body: (inout CopyWriter) throws -> Void) throws
        -> Int
    {
        let connection = try unsafe beginCopy(statement, PGRES_COPY_IN)
        defer { isBusy = false }
        var writer = unsafe CopyWriter(connection: connection, statement: statement.name)
        do {
            try body(&writer)
            try writer.finish()
        } catch {
            let isLost = (error as? PostgresError)?.kind == .connectionLost
            unsafe PQputCopyEnd(connection, "the client gave up")
            // The server may have refused earlier, which is why the body failed to send.
            let refusal = endCopy(statement.name)
            if isLost, case .failure(let refusal) = refusal { throw refusal }
            throw error
        }
        guard unsafe PQputCopyEnd(connection, nil) == 1 else {
            throw refusalOrLoss(statement.name)
        }
        return try endCopy(statement.name).get()
    }

    /// Runs a `COPY … TO STDOUT (FORMAT binary)` and hands every row to `row`.
    ///
    /// If `row` throws, the server is told to stop; a transaction around it has failed then.
    /// - Returns: the number of rows.
    @discardableResult public func copyOut(_ statement: Statement, _ row: (borrowing CopyRow) throws -> Void) throws
        -> Int
    {
        let connection = try unsafe beginCopy(statement, PGRES_COPY_OUT)
        defer { isBusy = false }
        var reader = CopyReader(statement: statement.name)
        while true {
            var buffer: UnsafeMutablePointer<CChar>?
            let length = unsafe nextCopyData(connection, &buffer)
            defer { unsafe PQfreemem(buffer) }
            guard length >= 0, let start = unsafe buffer else {
                guard length == -1 else { throw refusalOrLoss(statement.name) }
                return try endCopy(statement.name).get()
            }
            do {
                try unsafe reader.read(unsafe UnsafeRawBufferPointer(start: start, count: Int(length)), row)
            } catch {
                cancelHandle.send()
                unsafe drainCopy(connection)
                _ = endCopy(statement.name)
                throw error
            }
        }
    }

    /// The next message of a COPY, as `PQgetCopyData` gives it.
    ///
    /// Takes what the socket holds already before it waits: the server is mostly ahead, and asking whether there is something to
    /// read is a system call.
    private func nextCopyData(
        _ connection: OpaquePointer, _ buffer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) -> Int32 {
        var length = unsafe PQgetCopyData(connection, buffer, 1)
        if length == 0, unsafe PQconsumeInput(connection) == 1 { length = unsafe PQgetCopyData(connection, buffer, 1) }
        return length == 0 ? unsafe PQgetCopyData(connection, buffer, 0) : length
    }

    private func beginCopy(_ statement: Statement, _ direction: ExecStatusType) throws(PostgresError) -> OpaquePointer {
        try checkUsable(statement.name)
        let connection = try unsafe open(statement.name)
        guard let result = unsafe PQexec(connection, statement.sql) else { throw lostConnection(statement.name) }
        let status = unsafe PQresultStatus(result)
        guard status == direction else {
            _ = try unsafe finish(result, statement.name)
            throw PostgresError(
                .protocolViolation, "expected a COPY \(direction == PGRES_COPY_IN ? "FROM STDIN" : "TO STDOUT")",
                statementName: statement.name)
        }
        defer { unsafe PQclear(result) }
        guard unsafe PQbinaryTuples(result) == 1 else {
            abandonCopy()
            throw PostgresError(
                .protocolViolation, "COPY must say (FORMAT binary)", statementName: statement.name)
        }
        isBusy = true
        return unsafe connection
    }

    /// Reads the outcome of a COPY that has ended, up to the end mark.
    private func endCopy(_ statement: String) -> Result<Int, PostgresError> {
        var outcome: Result<Int, PostgresError>?
        while let connection = unsafe handle.connection, let result = unsafe PQgetResult(connection) {
            do throws(PostgresError) {
                let count = try unsafe finish(result, statement).affected
                if outcome == nil { outcome = .success(count) }
            } catch {
                outcome = .failure(error)
            }
        }
        return outcome ?? .failure(lostConnection(statement))
    }

    private func refusalOrLoss(_ statement: String) -> PostgresError {
        if case .failure(let error) = endCopy(statement) { return error }
        return lostConnection(statement)
    }

    /// Ends a COPY nobody asked for, in either direction.
    func abandonCopy() {
        guard let connection = unsafe handle.connection else { return }
        cancelHandle.send()
        unsafe PQputCopyEnd(connection, "unexpected COPY")
        unsafe drainCopy(connection)
        while let result = unsafe PQgetResult(connection) {
            let status = unsafe PQresultStatus(result)
            unsafe PQclear(result)
            // The next statement of a script may be a COPY again.
            if status == PGRES_COPY_IN { unsafe PQputCopyEnd(connection, "unexpected COPY") }
            if status == PGRES_COPY_OUT { unsafe drainCopy(connection) }
        }
    }

    private func drainCopy(_ connection: OpaquePointer) {
        var buffer: UnsafeMutablePointer<CChar>?
        while unsafe PQgetCopyData(connection, &buffer, 0) >= 0 {
            unsafe PQfreemem(buffer)
            unsafe buffer = nil
        }
    }
}
