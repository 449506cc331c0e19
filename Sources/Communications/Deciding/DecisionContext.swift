public import OMSMessages

/// What a decision needs to know besides the states: the message, and what the merchant set.
public struct DecisionContext: Sendable {
    /// Shared, since there is a context for every message that is decided on, and a policy has dozens of fields.
    private let sharedPolicy: SharedPolicy
    /// The receipt of the message being folded: the clock of the decision.
    public var decidedAt: Timestamp
    public var shard: Int16
    public var position: Int64
    public var messageID: String?
    public var isHistorical: Bool
    /// The first position of this shard at which each kind is active; kinds not named always were.
    public var activation: [Kind: Int64]
    /// Whether facts and recipients are captured. Without, it is decided what becomes of an occasion, but not what would be told to
    /// whom.
    public var capturesFacts: Bool

    public var policy: ChannelPolicy { _read { yield sharedPolicy.channel } }

    public init(
        policy: ChannelPolicy, decidedAt: Timestamp, shard: Int16, position: Int64, messageID: String?,
        isHistorical: Bool, activation: [Kind: Int64] = [:], capturesFacts: Bool = true
    ) {
        self.init(
            policy: SharedPolicy(policy), decidedAt: decidedAt, shard: shard, position: position, messageID: messageID,
            isHistorical: isHistorical, activation: activation, capturesFacts: capturesFacts)
    }

    public init(
        policy: SharedPolicy, decidedAt: Timestamp, shard: Int16, position: Int64, messageID: String?,
        isHistorical: Bool, activation: [Kind: Int64] = [:], capturesFacts: Bool = true
    ) {
        sharedPolicy = policy
        self.decidedAt = decidedAt
        self.shard = shard
        self.position = position
        self.messageID = messageID
        self.isHistorical = isHistorical
        self.activation = activation
        self.capturesFacts = capturesFacts
    }
}

/// The policy of a sales channel, held by every context of a decision in that channel.
public final class SharedPolicy: Sendable {
    public let channel: ChannelPolicy

    public init(_ channel: ChannelPolicy) { self.channel = channel }
}
