import Communications
import FoundationEssentials
import Logging
import OMSMessages
import Postgres
import Projection
import Schema

/// A communication that is not sent, and why.
struct StoppedCommunication: Sendable {
    let communication: StoredCommunication
    let reason: SuppressionReason
}

extension StoppedCommunication {
    /// Binds of the statement that stops communications.
    static func binds(_ stopped: [StoppedCommunication]) -> Parameters {
        var parameters = Parameters()
        parameters.append(array: stopped.map(\.communication.shard))
        parameters.append(array: stopped.map(\.communication.orderID))
        parameters.append(array: stopped.map(\.communication.id))
        parameters.append(array: stopped.map(\.reason.rawValue))
        parameters.append(array: stopped.map(\.reason.text))
        parameters.append("An earlier try may have reached the recipient.")
        return parameters
    }
}

extension Outbox {
    /// The guard at dispatch: the order may have moved on since the decision, and the policy may be another.
    ///
    /// What may have left already, nobody knows, is stopped too: nothing that is no longer true is said twice. The record
    /// tells that somebody may have heard it.
    func stopOvertaken(_ found: inout [Loaded], _ connection: isolated Connection) throws -> Int {
        var stopped: [StoppedCommunication] = []
        found.removeAll { loaded in
            let communication = loaded.claimed.communication
            let policy = policy(communication.salesChannel)
            guard let state = loaded.state, let decision = communication.decision(policy),
                let reason = Decision.dispatchSuppression(decision, state, policy: policy)
            else { return false }
            stopped.append(StoppedCommunication(communication: communication, reason: reason))
            return true
        }
        try stop(stopped, connection)
        return stopped.count
    }

    func stop(_ stopped: [StoppedCommunication], _ connection: isolated Connection) throws(PostgresError) {
        guard !stopped.isEmpty else { return }
        try connection.execute(SQL.stopCommunications, StoppedCommunication.binds(stopped))
        for entry in stopped {
            logger.info(
                "communication not sent",
                metadata: [
                    "id": "\(entry.communication.id)", "kind": "\(entry.communication.kindName)",
                    "reason": "\(entry.reason.rawValue)",
                ])
        }
    }
}

extension Timestamp {
    /// The clock of this machine.
    static var now: Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}
