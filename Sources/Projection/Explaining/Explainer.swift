public import Communications
import OMSMessages
import OrderModel
public import Postgres
import Schema

/// Explains communications: why there is one, why there is none yet, and what became of it.
public struct Explainer: Sendable {
    private let pool: ConnectionPool
    private let policy: Policy
    private let communications: CommunicationQueries

    public init(pool: ConnectionPool, policy: Policy) {
        self.pool = pool
        self.policy = policy
        communications = CommunicationQueries(pool: pool)
    }

    /// Explains the communications of one kind of an order; where there is none, what it would take.
    /// - Parameters:
    ///   - salesChannel: only the order of this one; nil: of all that own the id.
    ///   - shard: the shard of the order id.
    /// - Returns: at least one explanation, by sales channel, then by position.
    public func explain(
        _ orderID: String, kind: Kind, salesChannel: String? = nil, shard: Int16
    ) async throws -> [Explanation] {
        let (story, activation) = try await story(of: orderID, shard: shard)
        let stored = try await communications.communications(ofOrder: orderID, shard: shard).filter {
            $0.kind == kind && (salesChannel == nil || $0.salesChannel == salesChannel)
        }
        var explanations: [Explanation] = []
        for communication in stored {
            explanations.append(try await explain(communication, kind, story, activation))
        }
        let recorded = Set(stored.map(\.id.description))
        for derived in story.communications
        where derived.kind == kind && !recorded.contains(derived.id)
            && (salesChannel == nil || derived.salesChannel == salesChannel)
        {
            var explanation = explanation(kind, derived.salesChannel, story, activation)
            explanation.describe(derived.id, in: story, policy: policy, activation: activation)
            explanation.notes.append(
                "The log calls for this communication, but it is not recorded: its message is not projected yet, "
                    + "or was under another policy.")
            explanations.append(explanation)
        }
        var channels = Set(story.family.orders.map(\.salesChannel)).filter { salesChannel == nil || $0 == salesChannel }
        if channels.isEmpty, explanations.isEmpty { channels = [salesChannel ?? ""] }
        for channel in channels where !explanations.contains(where: { $0.salesChannel == channel }) {
            let state = story.family.order(channel) ?? OrderState(salesChannel: channel, orderID: orderID)
            var explanation = explanation(kind, channel, story, activation)
            explanation.conditions = kind.conditions(in: state, policy: policy.channel(channel))
            if story.family.order(channel) == nil {
                explanation.notes.append(
                    story.entries.isEmpty
                        ? "No message of this order is in the log."
                        : "No message of this order could be folded into an order of this sales channel.")
            }
            explanations.append(explanation)
        }
        return explanations.sorted {
            ($0.salesChannel, $0.cause?.position ?? .max) < ($1.salesChannel, $1.cause?.position ?? .max)
        }
    }

    /// Explains one communication; nil if there is none with this id.
    public func explain(_ id: PostgresUUID) async throws -> Explanation? {
        guard let communication = try await communications.communication(id), let kind = communication.kind else {
            return nil
        }
        let (story, activation) = try await story(of: communication.orderID, shard: communication.shard)
        return try await explain(communication, kind, story, activation)
    }

    private func explain(
        _ stored: StoredCommunication, _ kind: Kind, _ story: OrderHistory, _ activation: [Kind: Int64]
    ) async throws -> Explanation {
        var explanation = explanation(kind, stored.salesChannel, story, activation)
        explanation.stored = stored
        explanation.attempts = try await communications.attempts(of: stored)
        if let original = stored.resendOf {
            explanation.notes.append("It repeats \(original) on request of a person.")
            explanation.describe(original.description, in: story, policy: policy, activation: activation)
        } else if !explanation.describe(stored.id.description, in: story, policy: policy, activation: activation) {
            explanation.notes.append(
                "Under today's policy and decisions of operators the log does not call for it; it was recorded before.")
        }
        return explanation
    }

    /// What all explanations of an order have in common.
    private func explanation(
        _ kind: Kind, _ channel: String, _ story: OrderHistory, _ activation: [Kind: Int64]
    ) -> Explanation {
        var explanation = Explanation(kind: kind, salesChannel: channel, orderID: story.orderID, shard: story.shard)
        explanation.policy = Explanation.PolicyValue.values(
            of: kind, policy.channel(channel), activation: activation[kind])
        if let problem = story.entries.first(where: { $0.problem != nil && !$0.isSkipped }) {
            explanation.notes.append(
                "The order is parked at position \(story.shard)/\(problem.position), which cannot be read; what follows "
                    + "it counts here, but is not projected. See 'herald dead-letters list'.")
        }
        return explanation
    }

    private func story(of orderID: String, shard: Int16) async throws -> (OrderHistory, [Kind: Int64]) {
        try await pool.withConnection { [policy] connection in
            let stream = try connection.orderStream(
                orderID, shard: shard, through: .max, rules: ProjectionRules(policy: policy))
            let story = OrderHistory(folding: stream, of: orderID, shard: shard, through: .now, keepsStates: true)
            return (story, stream.rules.activation)
        }
    }
}
