public import Communications
import OMSMessages
public import OrderModel

/// The orders of one id while messages are folded into them, with the communications that follow.
///
/// Pure, and the only place where folding and deciding meet: the live workers, a rebuild, the timeline and a retry all run
/// this, so that they cannot differ.
public struct FamilyProjection: Sendable {
    public private(set) var family: OrderFamily
    private var decisions: FamilyDecisions
    /// Messages that have come to wait and those that waited before and wait no more, by position.
    public private(set) var newlyWaiting: [Int64] = []
    public private(set) var noLongerWaiting: [Int64] = []

    /// - Parameters:
    ///   - family: what is known of the orders.
    ///   - held: their held communications.
    public init(shard: Int16, family: OrderFamily, held: [Communication] = []) {
        self.family = family
        decisions = FamilyDecisions(shard: shard, held: held)
    }

    public var shard: Int16 { decisions.shard }
    /// Communications that were held before, and still are or have been decided again since.
    public var reopened: [Communication] { decisions.reopened }
    /// Which of them changed.
    public var released: Set<String> { decisions.released }
    /// Communications decided since, in order.
    public var decided: [Communication] { decisions.decided }
    /// Orders that changed, with the newest message folded into each.
    var changed: [ChangedOrder] { decisions.changed }
    /// Messages that nobody can place, by position.
    public var setAside: [Int64] { decisions.setAside }

    /// Folds one message and decides what follows from it.
    /// - Parameter observe: called with what happened, in order; once more for every message that had waited for this one.
    public mutating func apply(
        _ entry: LogEntry, _ rules: ProjectionRules, observe: FamilyObserver = { _, _, _ in }
    ) {
        if rules.skipped.contains(entry.position) { return }
        let wasWaiting = family.waiting.isEmpty ? [] : family.waiting.map(\.position)
        FamilyProjection.apply(entry, rules, &family, &decisions, observe)
        noteWaiting(before: wasWaiting)
    }

    private static func apply(
        _ entry: LogEntry, _ rules: ProjectionRules, _ family: inout OrderFamily, _ decisions: inout FamilyDecisions,
        _ observe: FamilyObserver
    ) {
        let assignment = rules.assignments.isEmpty ? nil : rules.assignments[entry.position]
        family.apply(entry, assignedTo: assignment, rules: rules.channelRules) { folded, outcome, family in
            decisions.take(folded, outcome, family, decidedBy: entry, rules)
            observe(folded, outcome, family)
        }
    }

    private mutating func noteWaiting(before: [Int64]) {
        guard !before.isEmpty || !family.waiting.isEmpty else { return }
        let now = family.waiting.map(\.position)
        guard now != before else { return }
        newlyWaiting += now.filter { !before.contains($0) }
        for position in before where !now.contains(position) {
            if let index = newlyWaiting.firstIndex(of: position) {
                newlyWaiting.remove(at: index)
            } else {
                noLongerWaiting.append(position)
            }
        }
    }
}
