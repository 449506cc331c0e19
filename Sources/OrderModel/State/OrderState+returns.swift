import OMSMessages

extension OrderState {
    /// The returns of the order, ascending by id: a blind one and the one RMA that names exactly the same lines are one.
    ///
    /// It keeps the id known first. Where no other RMA or several name those lines, the blind one stands for itself.
    /// Derived from ``returnRecords`` each time, so that it does not depend on the order of arrival.
    /// Source: decision table, section 3, rule 6.
    public var returns: [ReturnState] { ReturnState.returns(of: returnRecords) }

    /// The return with this id or RMA.
    public func `return`(_ id: String) -> ReturnState? {
        let all = returns
        return all.first { $0.id == id } ?? all.first { $0.rma == id }
    }

    /// The id of the return that a refund belongs to, as this order names it.
    public func returnID(of refund: RefundState) -> String? {
        if let rma = refund.rma { return returns.first { $0.rma == rma }?.id ?? rma }
        guard let inferred = refund.inferredReturnID else { return nil }
        return returns.first { $0.members.contains(inferred) }?.id ?? inferred
    }
}

extension ReturnState {
    /// The returns that records amount to; see ``OrderState/returns``.
    static func returns(of returnRecords: [ReturnState]) -> [ReturnState] {
        guard returnRecords.contains(where: { $0.blindLines != nil }) else { return returnRecords }
        var result = returnRecords.filter { $0.blindLines == nil }
        for blind in returnRecords where blind.blindLines != nil {
            let namesakes = result.indices.filter {
                result[$0].blindLines == nil && !result[$0].isJoined && result[$0].lineNumbers == blind.blindLines
            }
            if namesakes.count == 1 {
                result[namesakes[0]] = result[namesakes[0]].joined(with: blind)
            } else {
                result.append(blind)
            }
        }
        return result.sorted { $0.id < $1.id }
    }

    /// The ids of the records this return is made of.
    public var members: [String] { self.joinedID.map { [self.id, $0] } ?? [self.id] }

    fileprivate var isJoined: Bool { self.joinedID != nil }

    /// One return from a record with an RMA and a blind one.
    fileprivate func joined(with blind: ReturnState) -> ReturnState {
        let blindFirst = blind.ordinal < self.ordinal
        var result = ReturnState(
            id: blindFirst ? blind.id : self.id, rma: self.rma, blindLines: nil,
            ordinal: min(self.ordinal, blind.ordinal))
        result.fields.joinedID = blindFirst ? self.id : blind.id
        for record in [self, blind] {
            result.fields.status.merge(record.status)
            for point in record.statusHistory.points { result.fields.statusHistory.insert(point) }
            result.fields.sourceID.merge(record.sourceID, base: nil, otherBase: record.base)
            result.fields.trackingCarrier.merge(record.trackingCarrier, base: nil, otherBase: record.base)
            result.fields.trackingNumber.merge(record.trackingNumber, base: nil, otherBase: record.base)
            result.fields.trackingURL.merge(record.trackingURL, base: nil, otherBase: record.base)
            result.fields.labelURL.merge(record.labelURL, base: nil, otherBase: record.base)
            result.fields.originDate.merge(record.originDate, base: nil, otherBase: record.base)
            for line in record.lines { result.fields.merge(line) }
        }
        return result
    }
}

extension ReturnFields {
    fileprivate mutating func merge(_ line: ReturnLineState) {
        let index = lines.insertionIndex(of: line.lineNumber, by: \.lineNumber)
        guard index < lines.endIndex, lines[index].lineNumber == line.lineNumber else {
            lines.insert(line, at: index)
            return
        }
        lines[index].id.merge(line.id, base: lines[index].base, otherBase: line.base)
        lines[index].sku.merge(line.sku, base: lines[index].base, otherBase: line.base)
        lines[index].reason.merge(line.reason, base: lines[index].base, otherBase: line.base)
        lines[index].reasonDescription.merge(line.reasonDescription, base: lines[index].base, otherBase: line.base)
        lines[index].condition.merge(line.condition, base: lines[index].base, otherBase: line.base)
        lines[index].conditionDescription.merge(
            line.conditionDescription, base: lines[index].base, otherBase: line.base)
        lines[index].status.merge(line.status, base: lines[index].base, otherBase: line.base)
        lines[index].wasRequested = lines[index].wasRequested || line.wasRequested
        lines[index].wasApprovedUninspected = lines[index].wasApprovedUninspected || line.wasApprovedUninspected
        lines[index].wasApprovedInspected = lines[index].wasApprovedInspected || line.wasApprovedInspected
        lines[index].wasReceived = lines[index].wasReceived || line.wasReceived
    }
}
