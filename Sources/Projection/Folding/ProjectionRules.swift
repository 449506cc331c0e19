public import Communications
import OrderModel

/// What a fold needs to know besides the messages: the merchant's policy, and what operators decided.
public struct ProjectionRules: Sendable {
    public let policy: Policy
    /// From which position of the shard on each kind is communicated; kinds not named always were.
    public var activation: [Kind: Int64]
    /// Messages that an operator told to skip, by position.
    public var skipped: Set<Int64>
    /// Messages that an operator assigned to a sales channel, by position.
    public var assignments: [Int64: String]
    /// Whether the facts of communications are captured; see ``DecisionContext/capturesFacts``.
    var capturesFacts = true
    /// Whether communications are decided. Where only what happened is asked for, they need not be.
    var decides = true
    /// Derived from the policy once, since it is asked for every message.
    let channelRules: ChannelRules
    private let channelPolicies: [String: SharedPolicy]
    private let otherPolicy: SharedPolicy

    public init(
        policy: Policy, activation: [Kind: Int64] = [:], skipped: Set<Int64> = [], assignments: [Int64: String] = [:]
    ) {
        self.policy = policy
        self.activation = activation
        self.skipped = skipped
        self.assignments = assignments
        channelRules = policy.channelRules
        channelPolicies = policy.channels.mapValues { SharedPolicy($0) }
        otherPolicy = SharedPolicy(policy.others)
    }

    /// The policy of a sales channel.
    func policy(of channel: String) -> SharedPolicy { channelPolicies[channel] ?? otherPolicy }

    /// The same with another policy.
    func with(policy: Policy) -> ProjectionRules {
        var other = ProjectionRules(policy: policy, activation: activation, skipped: skipped, assignments: assignments)
        other.capturesFacts = capturesFacts
        other.decides = decides
        return other
    }

    /// The same for a fold that decides nothing.
    var withoutDecisions: ProjectionRules {
        var other = self
        other.decides = false
        return other
    }
}
