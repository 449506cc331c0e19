internal import CLibPQ
internal import Glibc

extension Connection {
    /// How a lease ended.
    struct Lending<Success: Sendable>: Sendable {
        /// `nil`: the connection turned out to be dead before anything was run on it.
        let result: Result<Success, any Error>?
        /// Whether the connection can be lent again.
        let isReusable: Bool
    }

    /// Runs one lease of the pool, and leaves the connection in order for the next.
    func lend<Success: Sendable>(
        checkHealth: Bool, _ body: @Sendable (isolated Connection) throws -> Success
    ) -> Lending<Success> {
        guard isAlive(checkHealth: checkHealth) else {
            _ = cancellation.end(isBroken: true)
            return Lending(result: nil, isReusable: false)
        }
        let result: Result<Success, any Error>
        do {
            try checkUsable("")
            result = .success(try body(self))
        } catch var error as PostgresError where error.sqlState == .queryCanceled && cancellation.isRequested {
            error.kind = .cancelled
            result = .failure(error)
        } catch {
            result = .failure(error)
        }
        return Lending(result: result, isReusable: settle())
    }

    /// Notices a connection that the server has closed meanwhile, without asking the server unless `checkHealth`.
    private func isAlive(checkHealth: Bool) -> Bool {
        // An idle connection has nothing to read, but for notices, changed settings and the server's farewell.
        guard takeInput() else { return false }
        return !checkHealth || probe()
    }

    /// Reads all that the socket holds, to its end if it has one; `false` if the server has closed it. Reading once is
    /// not enough: a farewell and the end behind it are two reads, and for both a dispatch source fires only once.
    func takeInput() -> Bool {
        guard let connection = unsafe handle.connection else { return false }
        while true {
            var descriptor = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&descriptor, 1, 0) > 0 else { break }
            guard unsafe PQconsumeInput(connection) == 1 else { return false }
            _ = unsafe PQisBusy(connection)
        }
        return unsafe PQstatus(connection) == CONNECTION_OK
    }

    /// Ends what the lease has left open; `false` if the connection cannot be used any more.
    private func settle() -> Bool {
        let isBroken = unsafe handle.connection.map { unsafe PQstatus($0) == CONNECTION_BAD } ?? true
        let end = cancellation.end(isBroken: isBroken)
        guard !isBroken, !isBusy, end != .stillUnderWay, let connection = unsafe handle.connection else { return false }
        // Takes in what a cancellation may have left to come.
        if end == .delivered { _ = probe() }
        if transactionStatus != PQTRANS_IDLE { unsafe PQclear(PQexec(connection, "ROLLBACK")) }
        transactionDepth = 0
        return unsafe PQstatus(connection) == CONNECTION_OK && transactionStatus == PQTRANS_IDLE
    }

    /// Asks the server for an answer to nothing.
    private func probe() -> Bool {
        guard let connection = unsafe handle.connection else { return false }
        let result = unsafe PQexec(connection, "")
        defer { unsafe PQclear(result) }
        return unsafe PQresultStatus(result) == PGRES_EMPTY_QUERY
    }
}
