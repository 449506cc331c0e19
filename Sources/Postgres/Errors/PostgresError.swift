/// Everything that can go wrong between this process and PostgreSQL.
///
/// ``description`` is safe to log: it never holds detail, hint, context or the text of a data error, since those may
/// quote personal data. ``debugDescription`` has all of it and belongs into a debugger, not into a log.
public struct PostgresError: Error, Sendable {
    /// What happened, in the terms a caller decides by.
    public enum Kind: Hashable, Sendable {
        /// The server refused or aborted a statement; the connection remains usable.
        case server(SQLState)
        /// The connection broke while it was in use. Whether the last statement took effect is unknown.
        case connectionLost
        /// No connection could be made.
        case connectFailed
        /// No connection became free within ``PoolLimits/waitTimeout``.
        case poolTimeout
        /// As many callers as ``PoolLimits/maximumWaiters`` allows are waiting already.
        case poolOverloaded
        /// The pool has been closed.
        case poolClosed
        /// A value in a result is not of the type asked for, or is null.
        case decoding
        /// The task that asked was cancelled.
        case cancelled
        /// Client and server, or the caller and this client, disagree about what comes next.
        case protocolViolation
    }

    public var kind: Kind
    /// The server's code, also present when `kind` is ``Kind/cancelled`` or ``Kind/connectionLost`` and it sent one.
    public var sqlState: SQLState?
    /// The primary message. From the server it may hold data unless ``description`` shows it.
    public var message: String
    /// Detail of the server. May hold personal data; not part of ``description``.
    public var detail: String?
    public var hint: String?
    /// Where in the server's code (call stack of functions) it happened. May hold data.
    public var context: String?
    public var constraint: String?
    public var schema: String?
    public var table: String?
    public var column: String?
    /// The ``Statement/name`` of the statement that failed, when it has one.
    public var statementName: String?

    public init(_ kind: Kind, _ message: String, sqlState: SQLState? = nil, statementName: String? = nil) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        self.statementName = statementName.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The same transaction may succeed if it is run again: serialization failure or deadlock.
    public var isRetryable: Bool { sqlState == .serializationFailure || sqlState == .deadlockDetected }

    /// The database could not be reached, as opposed to having refused something.
    public var isConnectionProblem: Bool {
        switch kind {
        case .connectionLost, .connectFailed: true
        case .server(let state): state.errorClass == "08" || state == .cannotConnectNow || state == .tooManyConnections
        default: false
        }
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        var text = label
        if let statementName { text += " in statement '\(statementName)'" }
        if let constraint { text += ", constraint '\(constraint)'" }
        if let table { text += ", table '\(table)'" }
        if isMessageSafe { text += ": \(message)" }
        return text
    }

    public var debugDescription: String {
        var text = "\(label): \(message)"
        let parts = [
            ("statement", statementName), ("detail", detail), ("hint", hint), ("context", context),
            ("constraint", constraint), ("schema", schema), ("table", table), ("column", column),
        ]
        for case (let name, let value?) in parts { text += "\n  \(name): \(value)" }
        return text
    }

    private var label: String {
        let code = sqlState.map { " \($0)" } ?? ""
        return switch kind {
        case .server: "PostgreSQL error\(code)"
        case .connectionLost: "PostgreSQL connection lost\(code)"
        case .connectFailed: "PostgreSQL connection failed\(code)"
        case .poolTimeout: "PostgreSQL pool timeout"
        case .poolOverloaded: "PostgreSQL pool overloaded"
        case .poolClosed: "PostgreSQL pool closed"
        case .decoding: "PostgreSQL decoding error"
        case .cancelled: "PostgreSQL call cancelled\(code)"
        case .protocolViolation: "PostgreSQL protocol violation\(code)"
        }
    }

    /// Messages made here are safe. Of the server's, only those of classes that name objects and states, never values
    /// (class 22 quotes input, P0001 is free text).
    private var isMessageSafe: Bool {
        guard let sqlState else { return true }
        return switch sqlState.errorClass {
        case "08", "0A", "23", "25", "26", "28", "3D", "40", "42", "53", "55", "57": true
        default: false
        }
    }
}
