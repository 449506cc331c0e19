public import Communications
public import OMSMessages

/// Why a communication was made, and why it was sent or not; or, where there is none, what it still takes.
///
/// Derived from the log by the same fold and the same checks that decided it, under today's policy.
public struct Explanation: Sendable {
    public var kind: Kind
    public var salesChannel: String
    public var orderID: String
    public var shard: Int16
    /// The communication as it is recorded; nil if there is none.
    public var stored: StoredCommunication?
    public var attempts: [AttemptRecord] = []
    /// The message that caused it; nil if there is no communication, or the log does not call for it.
    public var cause: Cause?
    /// What that message changed in the order.
    public var changes: [StateChange] = []
    /// Every question of the decision in order of precedence; the first that is met decides.
    public var checks: [Decision.Check] = []
    /// What the checks came to, before anything was decided again.
    public var disposition: Disposition?
    /// The settings that bear on this kind.
    public var policy: [PolicyValue] = []
    /// What every later message of the order meant for a communication that was held.
    public var redecisions: [Redecision] = []
    /// What triggers this kind, and how much of it is true; only where there is no communication.
    public var conditions: [Condition] = []
    /// What else a reader must know.
    public var notes: [String] = []

    public var rule: KindRule { kind.rule }

    /// A message that did something.
    public struct Cause: Hashable, Sendable {
        public var position: Int64
        public var method: String
        public var messageID: String?
        public var receivedAt: Timestamp
        public var isHistorical: Bool
        /// The message that had to come first, where this one waited for its order.
        public var releasedBy: Int64?
        public var transitions: [String]
    }

    /// A held communication, decided again.
    public struct Redecision: Hashable, Sendable {
        public var position: Int64
        public var method: String
        public var messageID: String?
        public var receivedAt: Timestamp
        public var before: Disposition
        /// The same as `before` where the hold stayed.
        public var after: Disposition
    }

    /// A setting, under its name in the configuration, as people read it.
    public struct PolicyValue: Hashable, Sendable {
        public var name: String
        public var value: String
    }

    /// Something about the order that a message changed.
    public struct StateChange: Hashable, Sendable {
        public var name: String
        public var before: String
        public var after: String
    }
}
