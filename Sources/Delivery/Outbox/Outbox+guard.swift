import Communications
import FoundationEssentials
import Logging
import OMSMessages
import Postgres
import Projection
import Schema

/// A communication that is not sent, and what becomes of it instead.
struct StoppedCommunication: Sendable {
    let communication: StoredCommunication
    let disposition: Disposition
    /// Beside the disposition's own sentence.
    var remark: String?
    /// When a delegated one becomes herald's.
    var dueAt: Timestamp?
}

extension StoppedCommunication {
    /// Binds of the statement that stops communications.
    static func binds(_ stopped: [StoppedCommunication]) -> Parameters {
        var parameters = Parameters()
        parameters.append(array: stopped.map(\.communication.shard))
        parameters.append(array: stopped.map(\.communication.orderID))
        parameters.append(array: stopped.map(\.communication.id))
        parameters.append(array: stopped.map(\.disposition.status.rawValue))
        parameters.append(array: stopped.map(\.disposition.reason))
        parameters.append(array: stopped.map { $0.disposition.text + ($0.remark.map { " " + $0 } ?? "") })
        parameters.append(array: stopped.map { $0.dueAt.map { PostgresTimestamp($0) } })
        return parameters
    }
}

extension Outbox {
    /// The guard at dispatch: the order may have moved on since the decision, and the policy may be another.
    ///
    /// What may have left already is stopped only for reasons that silence repetitions too: otherwise the record would say
    /// that nobody was told, and somebody may have been.
    func stopOvertaken(_ found: inout [Loaded], _ connection: isolated Connection) throws -> Int {
        let now = Timestamp.now
        var stopped: [StoppedCommunication] = []
        found.removeAll { loaded in
            let communication = loaded.claimed.communication
            let policy = policy(communication.salesChannel)
            guard let state = loaded.state, let decision = communication.decision(policy),
                let disposition = Decision.dispatchDisposition(
                    decision, state, policy: policy, at: now, isRequested: communication.resendOf != nil),
                !loaded.mayHaveLeft || disposition.stopsRepetitions
            else { return false }
            stopped.append(
                StoppedCommunication(
                    communication: communication, disposition: disposition,
                    remark: loaded.mayHaveLeft ? "An earlier try may have reached the recipient." : nil,
                    dueAt: disposition == .delegated ? policy.fallbackAfter.map { now.adding(seconds: $0) } : nil))
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
                    "reason": "\(entry.disposition.reason)",
                ])
        }
    }
}

extension Disposition {
    fileprivate var stopsRepetitions: Bool {
        if case .suppressed(let reason) = self { reason.stopsRepetitions } else { false }
    }
}

extension Timestamp {
    /// The clock of this machine.
    static var now: Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}
