internal import CLibPQ
internal import Glibc

extension Connection {
    /// Sends all calls without waiting for answers, in libpq's pipeline mode with one synchronisation at the end.
    /// Outside a transaction they are one implicit transaction: all take effect or none.
    ///
    /// - Returns: a result for every call.
    /// - Throws: the first error; the calls behind it were not run, the connection remains usable.
    @discardableResult public func pipeline(_ calls: [(Statement, Parameters)]) throws(PostgresError) -> [Rows] {
        do {
            return try run(calls)
        } catch let error where error.isOfStalePlan {
            // What made one plan stale may have done so to others of them.
            for (statement, _) in calls { statements.forget(statement.name) }
            // Outside a transaction nothing has taken effect; inside, all of it is the caller's to repeat.
            guard !isInTransaction else { throw error }
            return try run(calls)
        }
    }

    /// How many bytes of parameters may wait to be sent: the fewer pieces, the fewer calls of the system.
    private static var flushSize: Int { 32 << 10 }

    private func run(_ calls: [(Statement, Parameters)]) throws(PostgresError) -> [Rows] {
        guard !calls.isEmpty else { return [] }
        try checkUsable(calls[0].0.name)
        // Beforehand, because a PREPARE behind a failed statement would not be run.
        var serverNames: [String?] = []
        serverNames.reserveCapacity(calls.count)
        for (statement, parameters) in calls { serverNames.append(try prepared(statement, parameters)) }

        let connection = try unsafe open("")
        guard unsafe PQenterPipelineMode(connection) == 1, unsafe PQsetnonblocking(connection, 1) == 0 else {
            throw lostConnection("")
        }
        var answers = PipelineAnswers(statements: calls.map(\.0.name))
        do throws(PostgresError) {
            var unsent = 0
            for (index, call) in calls.enumerated() {
                guard unsafe send(call.0, serverName: serverNames[index], call.1, on: connection) == 1 else {
                    throw lostConnection(call.0.name)
                }
                unsent += call.1.byteCount
                guard unsent >= Self.flushSize else { continue }
                try flush(&answers)
                unsent = 0
            }
            guard unsafe PQpipelineSync(connection) == 1 else { throw lostConnection("") }
            try flush(&answers, untilEmpty: true)
            unsafe PQsetnonblocking(connection, 0)
            while !answers.isComplete { try unsafe answers.take(PQgetResult(connection), from: connection) }
        } catch {
            // Only a lost connection (or lack of memory) gets here; what libpq still holds cannot be put in order.
            handle.close()
            throw error
        }
        guard unsafe PQexitPipelineMode(connection) == 1 else { throw lostConnection("") }
        try? trimStatements()
        return try answers.result.get()
    }

    /// Sends what libpq has buffered. While the socket takes no more, answers are read: a server whose answers nobody
    /// reads stops reading, and both would wait for ever.
    private func flush(_ answers: inout PipelineAnswers, untilEmpty: Bool = false) throws(PostgresError) {
        let connection = try unsafe open("")
        while true {
            let remaining = unsafe PQflush(connection)
            guard remaining >= 0 else { throw lostConnection("") }
            guard remaining == 1 else { return }
            var descriptor = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN | POLLOUT), revents: 0)
            guard unsafe poll(&descriptor, 1, -1) >= 0 || errno == EINTR else { throw lostConnection("") }
            guard descriptor.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { continue }
            guard unsafe PQconsumeInput(connection) == 1 else { throw lostConnection("") }
            while !answers.isComplete, unsafe PQisBusy(connection) == 0 {
                guard try unsafe answers.take(PQgetResult(connection), from: connection) else { break }
            }
        }
    }
}

/// Collects the answers of a pipeline: for every statement its result and an end mark (a null result), at last the
/// synchronisation.
private struct PipelineAnswers {
    let statements: [String]
    private var rows: [Rows] = []
    private var failure: PostgresError?
    /// The index of the statement whose answer comes next.
    private var position = 0
    private(set) var isComplete = false

    init(statements: [String]) {
        self.statements = statements
        rows.reserveCapacity(statements.count)
    }

    var result: Result<[Rows], PostgresError> { failure.map { .failure($0) } ?? .success(rows) }

    /// Takes ownership of a result; `false` for an end mark.
    @discardableResult
    mutating func take(_ result: OpaquePointer?, from connection: OpaquePointer) throws(PostgresError) -> Bool {
        guard let result = unsafe result else {
            position += 1
            guard position <= statements.count, unsafe PQstatus(connection) == CONNECTION_OK else {
                throw PostgresError(.connectionLost, unsafe String(cString: PQerrorMessage(connection)).trimmingLineEnd)
            }
            return false
        }
        let statement = position < statements.count ? statements[position] : ""
        switch unsafe PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            unsafe PQclear(result)
            isComplete = true
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            unsafe rows.append(Rows(taking: result, statement: statement))
        case PGRES_PIPELINE_ABORTED:
            unsafe PQclear(result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            unsafe PQclear(result)
            throw PostgresError(.protocolViolation, "COPY cannot be pipelined", statementName: statement)
        default:
            defer { unsafe PQclear(result) }
            let error = unsafe PostgresError(
                result: result, isConnectionBad: PQstatus(connection) == CONNECTION_BAD, statement: statement)
            guard error.kind != .connectionLost else { throw error }
            failure = failure ?? error
        }
        return true
    }
}
