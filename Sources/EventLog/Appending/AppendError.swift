public import Postgres

/// Why a message was not acknowledged. Appending it again is always safe: it is stored once.
public enum AppendError: Error, Sendable {
    /// As many messages as ``AppendLimits/maximumQueued`` (or bytes) wait already; try again later.
    case overloaded
    /// The database is away or unable to write; the message may or may not have been stored.
    case unavailable(PostgresError)
    /// The database refused the message itself; trying again is useless.
    case refused(PostgresError)
    /// The appender has been stopped.
    case stopped
}

extension AppendError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .overloaded: "too many messages wait to be written; try again later"
        case .unavailable(let error): "the event log cannot be written at the moment: \(error)"
        case .refused(let error): "the database refused the message: \(error)"
        case .stopped: "the service is being stopped; try again later"
        }
    }
}

extension AppendError {
    /// Classes 22 (data), 23 (constraint) and 54 (limit) speak about the message; everything else about the server.
    init(_ error: PostgresError) {
        if case .server(let state) = error.kind, ["22", "23", "54"].contains(state.errorClass) {
            self = .refused(error)
        } else {
            self = .unavailable(error)
        }
    }
}
