import OMSMessages

extension OrderOutline {
    /// The transitions between this state and the one after folding one message.
    ///
    /// Everything that is communicated is decided from this difference, never from a message alone; a message that changes
    /// nothing yields nothing (decision table, section 1).
    /// - Parameters:
    ///   - after: the state after the message.
    ///   - report: what folding noticed about the message.
    ///   - rules: the channel's settings.
    public func transitions(to after: OrderState, report: FoldReport, rules: FoldRules) -> [Transition] {
        var found: [Transition] = []
        // Most messages bring one or two.
        found.reserveCapacity(3)
        if !isPlaced, after.isPlaced { found.append(.orderPlaced) }
        if shipments.count != after.shipments.count {
            let known = Set(shipments.map { $0.id })
            for shipment in after.shipments where !known.contains(shipment.id) {
                found.append(.shipmentHandedOver(shipmentID: shipment.id))
            }
        }
        appendErrorRuns(after, report, to: &found)
        if !facts.isFullyCancelled(rules), after.facts.isFullyCancelled(rules) { found.append(.orderCancelled) }
        if returnRecords != after.returnRecords { appendReturns(after, report, rules, to: &found) }
        if refunds != after.refunds { appendRefunds(after, to: &found) }
        appendStory(after, to: &found)
        return found
    }

    private func appendErrorRuns(_ after: OrderState, _ report: FoldReport, to found: inout [Transition]) {
        let runs = after.statusHistory.allErrorRuns
        guard runs != errorRuns else { return }
        // Both ascend by reason, and reasons are never forgotten.
        var earlier = errorRuns[...]
        for error in runs {
            while let first = earlier.first, first.reason < error.reason { earlier.removeFirst() }
            let before = earlier.first.map { $0.reason == error.reason ? $0.count : 0 } ?? 0
            guard error.count > before else { continue }
            found.append(.errorRunBegan(reason: error.reason, runs: error.count, isStale: report.isStaleSnapshot))
        }
    }

    private func appendReturns(
        _ after: OrderState, _ report: FoldReport, _ rules: FoldRules, to found: inout [Transition]
    ) {
        let known = ReturnState.returns(of: returnRecords)
        var received: [Transition] = []
        for current in after.returns {
            let previous = known.filter { earlier in earlier.members.contains { current.members.contains($0) } }
            let wasAuthorized = Set(previous.flatMap(\.authorizedLines))
            let newlyAuthorized = current.authorizedLines.filter { !wasAuthorized.contains($0) }
            if !newlyAuthorized.isEmpty {
                found.append(
                    .returnAuthorized(returnID: current.id, lines: newlyAuthorized, isStale: report.isStaleReturn))
            }
            let wasReceived = Set(
                previous.flatMap { $0.receivedLines(approvedMeansReceived: rules.approvedMeansReceived) })
            let newlyReceived = current.receivedLines(approvedMeansReceived: rules.approvedMeansReceived)
                .filter { !wasReceived.contains($0) }
            if !newlyReceived.isEmpty {
                received.append(.returnReceived(returnID: current.id, lines: newlyReceived))
            }
            if let status = current.status.status, previous.first?.status.status != status {
                received.append(
                    .returnStatusChanged(returnID: current.id, from: previous.first?.status.status, to: status))
            }
        }
        found += received
    }

    private func appendRefunds(_ after: OrderState, to found: inout [Transition]) {
        for current in after.refunds {
            let previous = refunds.first { $0.id == current.id }
            if current.wasStarted, previous?.wasStarted != true {
                found.append(.refundStarted(refundID: current.id))
            }
            if let status = current.status.status, previous?.status.status != status {
                found.append(
                    .refundStatusChanged(refundID: current.id, from: previous?.status.status, to: status))
            }
        }
    }

    /// What the timeline tells besides.
    private func appendStory(_ after: OrderState, to found: inout [Transition]) {
        if let status = after.status.status, self.status.status != status || self.status.reason != after.status.reason {
            found.append(.statusChanged(from: self.status.status, to: status, reason: after.status.reason))
        }
        let shipped = after.shippedLines.subtracting(shippedLines)
        if !shipped.isEmpty { found.append(.linesShipped(Array(shipped))) }
        let cancelled = after.cancelledLines.subtracting(cancelledLines)
        if !cancelled.isEmpty { found.append(.linesCancelled(Array(cancelled))) }
        if after.facts.testOrder, !facts.testOrder { found.append(.testOrderRecognized) }
    }
}
