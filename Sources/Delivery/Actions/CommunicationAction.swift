public import Communications
public import Postgres
public import Projection

/// What a person may do about a communication.
public enum CommunicationAction: String, Hashable, Sendable, CaseIterable {
    /// Send it once more, as a new communication that names the first.
    case resend
    /// Try failed deliveries again.
    case retry
    /// Decide not to send it.
    case dismiss
    /// Say that the frontend has sent it.
    case acknowledge

    /// The statuses in which the action makes sense. Of suppressed communications, ``CommunicationActions`` lets those be
    /// sent that were suppressed because of time, by a person or by a policy that has been changed since.
    public var statuses: Set<CommunicationStatus> {
        switch self {
        case .resend: [.sent, .failed, .acknowledged, .suppressed]
        // A communication that reached somebody over one channel may have failed over another.
        case .retry: [.failed, .sent]
        case .dismiss: [.held, .failed, .delegated, .pending]
        case .acknowledge: [.delegated]
        }
    }

    /// Suppressions that a person may overrule: they came from the clock, from a person or from the policy, not from what
    /// happened. What the policy still forbids is refused all the same, by the guard.
    private static let sendableSuppressions: Set<SuppressionReason> = [
        .dismissed, .historicalImport, .beforeActivation, .expired, .kindDisabled, .recipientSuppressed, .orderMuted,
        .sandbox,
    ]

    /// Whether the action makes sense as the communication stands; whether it succeeds, ``CommunicationActions`` decides.
    /// - Parameter communication: read with its deliveries.
    public func makesSense(for communication: StoredCommunication) -> Bool {
        guard statuses.contains(communication.status) else { return false }
        return switch self {
        case .resend where communication.status == .suppressed:
            communication.reason.flatMap(SuppressionReason.init(rawValue:)).map(Self.sendableSuppressions.contains)
                == true
        case .retry: communication.deliveries.contains { $0.status == .failed }
        case .resend, .dismiss, .acknowledge: true
        }
    }

    var participle: String {
        switch self {
        case .resend: "sent again"
        case .retry: "retried"
        case .dismiss: "dismissed"
        case .acknowledge: "acknowledged"
        }
    }

    var requirement: String {
        switch self {
        case .resend: "one that was sent, failed, acknowledged, or suppressed by a person, the policy or the clock can"
        case .retry: "only one with failed deliveries can"
        case .dismiss: "one that is held, pending, delegated or failed can"
        case .acknowledge: "only a delegated one can"
        }
    }
}

/// Who acts, why, and under which key a repeated request is recognised.
public struct ActionRequest: Hashable, Sendable {
    /// The person or token that acts.
    public var actor: String
    /// Why, in their words.
    public var reason: String
    /// Repeating a request with the same key repeats the answer, not the action; nil: every request acts.
    public var idempotencyKey: String?
    /// SHA-256 of what was asked for; a key that was used for something else is refused. Nil: not compared.
    public var digest: [UInt8]?

    public init(actor: String, reason: String, idempotencyKey: String? = nil, digest: [UInt8]? = nil) {
        self.actor = actor
        self.reason = reason
        self.idempotencyKey = idempotencyKey
        self.digest = digest
    }
}

/// What an action came to.
public struct ActionResult: Hashable, Sendable {
    public var communicationID: PostgresUUID
    /// Where the communication stands now.
    public var status: CommunicationStatus
    /// The communication that a resend made.
    public var resultID: PostgresUUID?
    /// The request had been answered before, or there was nothing left to do.
    public var isRepetition: Bool
}
