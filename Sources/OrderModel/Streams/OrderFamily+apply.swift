import OMSMessages

extension OrderFamily {
    /// Folds one message into the order it belongs to, and then those that waited for that order.
    /// - Returns: what happened, in order; the message's own step comes first.
    public mutating func apply(_ entry: LogEntry, rules: ChannelRules) -> [FamilyStep] {
        let isFolded: Bool
        switch entry.message.payload {
        case .other: isFolded = false
        default: isFolded = true
        }
        switch channel(of: entry.message, rules) {
        case .known(let channel) where isFolded:
            return foldWithWaiting(entry, into: channel, rules)
        case .known(let channel): return [FamilyStep(entry: entry, outcome: .unchanged(salesChannel: channel))]
        case .unknown where !isFolded: return [FamilyStep(entry: entry, outcome: .unchanged(salesChannel: nil))]
        case .ambiguous where !isFolded: return [FamilyStep(entry: entry, outcome: .unchanged(salesChannel: nil))]
        case .unknown:
            waiting.append(entry)
            return [FamilyStep(entry: entry, outcome: .waiting)]
        case .ambiguous: return [FamilyStep(entry: entry, outcome: .setAside)]
        }
    }

    /// Folds a message into the order of a channel, whatever channel it names: an operator's assignment.
    public mutating func apply(_ entry: LogEntry, assignedTo channel: String, rules: ChannelRules) -> [FamilyStep] {
        foldWithWaiting(entry, into: channel, rules)
    }

    /// An order is known now: what waited for it is folded too, in log order.
    private mutating func foldWithWaiting(_ entry: LogEntry, into channel: String, _ rules: ChannelRules)
        -> [FamilyStep]
    {
        var steps = [fold(entry, into: channel, rules)]
        let released = waiting
        waiting = []
        for waiter in released { steps += apply(waiter, rules: rules) }
        return steps
    }

    private enum ChannelOfMessage {
        case known(String)
        case unknown
        case ambiguous
    }

    private func channel(of message: OMSMessage, _ rules: ChannelRules) -> ChannelOfMessage {
        if let channel = message.envelope.salesChannel { return .known(channel) }
        if case .refund(let refund) = message.payload, let store = refund.storeID,
            rules.configured[store] != nil || order(store) != nil
        {
            return .known(store)
        }
        switch orders.count {
        case 1: return .known(orders[0].salesChannel)
        case 0:
            // A snapshot is an order of its own: with at most one channel there is no doubt whose.
            if case .order = message.payload, rules.configured.count <= 1 { return .known(rules.defaultChannel) }
            return .unknown
        default: return .ambiguous
        }
    }

    private mutating func fold(_ entry: LogEntry, into channel: String, _ rules: ChannelRules) -> FamilyStep {
        let index = orders.insertionIndex(of: channel, by: \.salesChannel)
        if index == orders.endIndex || orders[index].salesChannel != channel {
            orders.insert(OrderState(salesChannel: channel, orderID: orderID), at: index)
        }
        let before = orders[index]
        let report = orders[index].fold(entry.message)
        let after = orders[index]
        let transitions =
            before == after
            ? [] : before.transitions(to: after, report: report, rules: rules.rules(for: channel))
        return FamilyStep(
            entry: entry,
            outcome: .folded(
                FamilyStep.Fold(before: before, after: after, report: report, transitions: transitions)))
    }
}
