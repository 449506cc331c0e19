/// Why a communication exists: message, what it changed, rule, checks, policy.
public struct Why: PageValue {
    public var rule: String
    public var cause: Cause?
    public var changes: Changes?
    public var checks: Checks?
    public var policy: [Fact] = []
    public var redecisions: Redecisions?
    public var notes: [String] = []

    public init(rule: String) { self.rule = rule }

    /// The message that caused it.
    public struct Cause: PageValue {
        public var method: String
        public var position: String
        /// Its place in the story of the order.
        public var path: String
        public var messagePath: String
        public var at: Moment
        public var note: String?
        public var transitions: [String]

        public init(
            method: String, position: Int64, path: String, messagePath: String, at: Moment, transitions: [String]
        ) {
            self.method = method
            self.position = String(position)
            self.path = path
            self.messagePath = messagePath
            self.at = at
            self.transitions = transitions
        }
    }

    /// What the message changed in the order.
    public struct Changes: PageValue {
        public var rows: [Row]

        /// Nil without changes.
        public init?(_ rows: [Row]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
        }

        public struct Row: PageValue {
            public var name: String
            public var before: String
            public var after: String

            public init(name: String, before: String, after: String) {
                self.name = name
                self.before = before
                self.after = after
            }
        }
    }

    /// The questions of the decision in order of precedence.
    public struct Checks: PageValue {
        public var outcome: String
        public var rows: [Row]

        public init(outcome: String, rows: [Row]) {
            self.outcome = outcome
            self.rows = rows
        }

        public struct Row: PageValue {
            public var name: String
            public var isMet: Bool
            public var isDeciding: Bool

            public init(name: String, isMet: Bool, isDeciding: Bool) {
                self.name = name
                self.isMet = isMet
                self.isDeciding = isDeciding
            }
        }
    }

    /// What later messages meant while it was held.
    public struct Redecisions: PageValue {
        public var rows: [Row]

        /// Nil without any.
        public init?(_ rows: [Row]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
        }

        public struct Row: PageValue {
            public var position: String
            public var method: String
            public var path: String
            public var outcome: String

            public init(position: Int64, method: String, path: String, outcome: String) {
                self.position = String(position)
                self.method = method
                self.path = path
                self.outcome = outcome
            }
        }
    }
}
