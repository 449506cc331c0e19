import OMSMessages

extension OrderFamily {
    /// Folds one message into the order it belongs to, and then those that waited for that order.
    /// - Parameters:
    ///   - salesChannel: the channel an operator assigned the message to, whatever channel it names; nil normally.
    ///   - observe: called with what happened, step by step, and the family as it is after it; the message's own step comes
    ///     first.
    public mutating func apply(
        _ entry: LogEntry, assignedTo salesChannel: String? = nil, rules: ChannelRules,
        observe: FamilyObserver
    ) {
        if let salesChannel { return foldWithWaiting(entry, into: salesChannel, rules, observe) }
        let isFolded: Bool
        switch entry.message.payload {
        case .other: isFolded = false
        default: isFolded = true
        }
        switch channel(of: entry.message, rules) {
        case .known(let channel) where isFolded: foldWithWaiting(entry, into: channel, rules, observe)
        case .known(let channel): observe(entry, .unchanged(salesChannel: channel), self)
        case .unknown where !isFolded: observe(entry, .unchanged(salesChannel: nil), self)
        case .ambiguous where !isFolded: observe(entry, .unchanged(salesChannel: nil), self)
        case .unknown:
            waiting.append(entry)
            observe(entry, .waiting, self)
        case .ambiguous: observe(entry, .setAside, self)
        }
    }

    /// An order is known now: what waited for it is folded too, in log order.
    private mutating func foldWithWaiting(
        _ entry: LogEntry, into channel: String, _ rules: ChannelRules, _ observe: FamilyObserver
    ) {
        fold(entry, into: channel, rules, observe)
        guard !waiting.isEmpty else { return }
        let released = waiting
        waiting = []
        for waiter in released { apply(waiter, rules: rules, observe: observe) }
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

    /// Folds in place: nothing of the state is copied but what the message changes.
    private mutating func fold(
        _ entry: LogEntry, into channel: String, _ rules: ChannelRules, _ observe: FamilyObserver
    ) {
        let index = orders.insertionIndex(of: channel, by: { $0.salesChannel })
        if index == orders.endIndex || orders[index].salesChannel != channel {
            orders.place(OrderState(salesChannel: channel, orderID: orderID), at: index)
        }
        // Made where it is handed on: it is large.
        let outcome = FamilyStep.Outcome.folded(
            FamilyStep.Fold(entry.message, into: &orders[index], at: index, rules.rules(for: channel)))
        observe(entry, outcome, self)
    }
}

extension FamilyStep.Fold {
    /// Folds a message into a state, and keeps what became of it.
    fileprivate init(_ message: OMSMessage, into state: inout OrderState, at index: Int, _ rules: FoldRules) {
        before = state.outline
        report = state.fold(message)
        transitions = before.transitions(to: state, report: report, rules: rules)
        salesChannel = state.salesChannel
        self.index = index
    }
}
