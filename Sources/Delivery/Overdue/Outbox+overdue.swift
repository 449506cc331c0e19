import Communications
import Logging
import OMSMessages
import OrderModel
import Postgres
import Projection
import Schema

extension Outbox {
    /// Takes over delegated confirmations that nobody acknowledged in time (decision table, rule 1).
    /// - Returns: how many changed.
    func takeOverDelegated() async throws -> Int {
        try await pool.transaction { connection in
            let rows = try connection.query(SQL.lockDelegatedDue, [Int32(options.batchSize)])
            var changed = 0
            for row in rows {
                let communication = try StoredCommunication(row)
                // A newer program wrote it and will see to it.
                guard communication.kind != nil else { continue }
                let document = try row.optionalBytes(StoredCommunication.columnCount)
                try takeOver(communication, document.flatMap { try? OrderState(document: $0) }, connection)
                changed += 1
            }
            return changed
        }
    }

    private func takeOver(
        _ communication: StoredCommunication, _ state: OrderState?, _ connection: isolated Connection
    ) throws(PostgresError) {
        let policy = policy(communication.salesChannel)
        guard let decision = communication.decision(policy), let kind = communication.kind else { return }
        if policy.orderConfirmationOwner == .frontend, policy.fallbackAfter == nil {
            // The merchant has switched the fallback off since.
            return try set(communication, .delegated, dueAt: nil, connection)
        }
        // Only now it is ours, so only now it is guarded. Without a state the guard speaks at dispatch.
        if let state, let reason = Decision.dispatchSuppression(decision, state, policy: policy) {
            return try stop([StoppedCommunication(communication: communication, reason: reason)], connection)
        }
        let addressing = communication.addressing(kind, policy)
        guard policy.finds(addressing) else {
            let deadline = Timestamp(
                microseconds: communication.dueAt?.microseconds ?? communication.decidedAt.microseconds
            )
            .adding(seconds: policy.holdDeadline)
            return try set(communication, .held(.noRecipient), dueAt: deadline, connection)
        }
        // When it became ours stays known: the text counts from there.
        try set(communication, .pending, dueAt: communication.dueAt, connection)
        try DeliveryPlan(addressing, policy: policy).insert(for: communication, connection)
    }

    private func set(
        _ communication: StoredCommunication, _ disposition: Disposition, dueAt: Timestamp?,
        _ connection: isolated Connection
    ) throws(PostgresError) {
        try connection.execute(
            SQL.setCommunicationStatus,
            [
                communication.shard, communication.orderID, communication.id, disposition.status.rawValue,
                disposition.reason, disposition.text, dueAt.map { PostgresTimestamp($0) },
            ])
    }
}

extension Timestamp {
    func adding(seconds: Int) -> Timestamp { Timestamp(microseconds: microseconds + Int64(seconds) * 1_000_000) }
}
