import Postgres

/// Why a rebuild did not start, or did not let its generation serve.
///
/// Whatever it is, the generation that serves goes on.
public enum RebuildError: Error, Hashable, Sendable {
    case running
    /// The session that kept other rebuilds away was ended from outside.
    case lockLost
    /// Some shards lack orders that were there before. The generation is kept: the next rebuild only compares and switches.
    case missingOrders(generation: Int32, shards: [RebuiltShard])
}

extension RebuildError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .running: "another rebuild is running; wait for it, or stop it and try again"
        case .lockLost:
            "the database session that holds the lock of rebuilds was ended from outside, so that another may have begun; "
                + "nothing was switched, and what is filled is kept: run it again to go on"
        case .missingOrders(let generation, let shards):
            "Generation \(generation) is complete, but it does not serve, since it lacks orders that the one which "
                + "does has: \(RebuiltShard.list(shards, limit: 20)).\n"
                + "That is right if this version or policy parks these orders (messages it cannot read; see "
                + "'herald dead-letters' after the switch), if it joins orders that were two, or if the read models held "
                + "orders that the log does not call for ('herald replay --verify' lists them as order_unknown). It is "
                + "wrong if the log has lost messages ('herald doctor').\n"
                + "Run it again with --accept-missing-orders to let it serve."
        }
    }
}

extension Rebuild {
    /// Whether what a rebuild has filled is of use after an error.
    ///
    /// It is where the reason was somebody's wish or lies with the server, and passes. Where another try would end
    /// the same way (a hole in the log, a row that the database refuses) or needs the room (a full disk), it is not.
    static func keepsFilled(after error: any Error) -> Bool {
        if error is CancellationError || Task.isCancelled { return true }
        if let error = error as? RebuildError {
            switch error {
            case .running, .lockLost, .missingOrders: return true
            }
        }
        guard let error = error as? PostgresError else { return false }
        switch error.kind {
        case .cancelled, .connectionLost, .connectFailed, .poolTimeout, .poolOverloaded, .poolClosed: return true
        case .server(let state):
            // Transactions to be run again, locks that others held, and an operator who stopped the server.
            return error.isConnectionProblem || ["40", "55", "57"].contains(state.errorClass)
        case .decoding, .protocolViolation: return false
        }
    }
}
