public import OrderModel

/// The rule of a kind in words: what `explain` shows beside the facts.
public struct KindRule: Hashable, Sendable {
    /// The number of the kind in the decision table, from 1.
    public var number: Int
    /// The number of its rule below the table.
    public var rule: Int
    /// What triggers the communication, in a sentence.
    public var text: String
}

/// One condition of a kind's trigger, and whether it is met.
public struct Condition: Hashable, Sendable {
    /// What is asked, then what is known about it.
    public var text: String
    public var isMet: Bool

    public init(_ question: String, _ isMet: Bool, met: String = "yes", notMet: String = "not yet") {
        text = question + ": " + (isMet ? met : notMet)
        self.isMet = isMet
    }
}

extension Kind {
    /// The rule of this kind.
    public var rule: KindRule {
        let number = Kind.all.firstIndex(of: self)! + 1
        // Kinds 3 and 4 share rule 3 (decision table, section 3).
        return KindRule(number: number, rule: number < 4 ? number : number - 1, text: rules.trigger)
    }

    /// What would have to be true for a communication of this kind, as far as it is.
    ///
    /// All are met once there is one; where several returns or refunds are known, each has its own.
    public func conditions(in state: OrderState, policy: ChannelPolicy) -> [Condition] {
        rules.conditions(of: self, state, policy)
    }
}

extension Condition {
    /// Line numbers as people list them: `line 1`, `lines 1, 2`, `none`.
    static func lines(_ numbers: some Sequence<Int>) -> String {
        let sorted = numbers.sorted()
        guard !sorted.isEmpty else { return "none" }
        return (sorted.count == 1 ? "line " : "lines ") + sorted.map(String.init).joined(separator: ", ")
    }
}
