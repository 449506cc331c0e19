import OMSMessages

extension OrderState {
    /// Folds `return_management.updated` or `.received`.
    ///
    /// The return's code decides what a line's latches learn, not the line's own status (decision table, rule 6).
    /// - Returns: whether a newer status of this return was known.
    mutating func fold(_ message: ReturnMessage, isReceipt: Bool) -> Bool {
        let named = message.lines.compactMap { line in
            (line.lineNumber ?? lineNumber(withID: line.id)).map { (number: $0, line: line) }
        }
        let index = recordIndex(rma: message.rma, lines: [].union(named.map(\.number)))
        let date = message.statusDate ?? message.originDate
        let stamp = ArrivingStamp(
            StatusVocabulary.return.stamp(message.statusCode, reason: message.statusReasonCode, date: date))

        returnRecords[index].fields.sourceID.offer(message.sourceID, at: stamp)
        returnRecords[index].fields.trackingCarrier.offer(message.trackingCarrier, at: stamp)
        returnRecords[index].fields.trackingNumber.offer(message.trackingNumber, at: stamp)
        returnRecords[index].fields.trackingURL.offer(message.trackingURL, at: stamp)
        returnRecords[index].fields.labelURL.offer(message.labelURL, at: stamp)
        returnRecords[index].fields.originDate.offer(message.originDate, at: stamp)
        for (number, line) in named {
            returnRecords[index].fields.fold(
                line, number: number, code: message.statusCode, isReceipt: isReceipt, at: stamp)
        }
        if let code = message.statusCode {
            returnRecords[index].fields.statusHistory.insert(
                StatusHistory.Point(stamp: stamp.stamp, status: code, reason: message.statusReasonCode))
        }
        return returnRecords[index].fields.status.offer(
            message.statusCode, reason: message.statusReasonCode, date: date, at: stamp)
    }

    /// Finds or opens the record of a return. Without an RMA its sorted line numbers are its identity.
    private mutating func recordIndex(rma: String?, lines: [Int]) -> Int {
        if let known = returnRecords.firstIndex(where: { rma != nil ? $0.rma == rma : $0.blindLines == lines }) {
            return known
        }
        let id = rma ?? ReturnState.blindID(lines: lines)
        let record = ReturnState(
            id: id, rma: rma, blindLines: rma == nil ? lines : nil, ordinal: returnRecords.count)
        let index = returnRecords.insertionIndex(of: id, by: { $0.id })
        returnRecords.insert(record, at: index)
        return index
    }

    /// The lowest-numbered line with this id: for messages that name a line by id alone.
    func lineNumber(withID id: String?) -> Int? {
        guard let id else { return nil }
        return lines.first { $0.id.value == id }?.lineNumber
    }
}

extension ReturnState {
    /// The id of a return that arrived without an RMA.
    static func blindID(lines: [Int]) -> String {
        let numbers = lines.map(String.init).joined(separator: "-")
        return "blind-" + (numbers.utf8.count <= 48 ? numbers : StableHash.text(lines.map(String.init)))
    }
}

extension ReturnFields {
    fileprivate mutating func fold(
        _ line: ReturnMessage.Line, number: Int, code: Code?, isReceipt: Bool, at stamp: ArrivingStamp
    ) {
        let index = lines.insertionIndex(of: number, by: \.lineNumber)
        if index == lines.endIndex || lines[index].lineNumber != number {
            lines.insert(ReturnLineState(lineNumber: number), at: index)
        }
        lines[index].id.offer(line.id, at: stamp)
        lines[index].sku.offer(line.sku, at: stamp)
        lines[index].reason.offer(line.reason, at: stamp)
        lines[index].reasonDescription.offer(line.reasonDescription, at: stamp)
        lines[index].conditionDescription.offer(line.conditionDescription, at: stamp)
        lines[index].status.offer(line.status, at: stamp)
        let isInspected = line.condition.map { $0.normalized != "NOTINSPECTED" } ?? false
        // "Not inspected" is the absence of a condition: an inspection is never overridden by it.
        if isInspected { lines[index].condition.offer(line.condition, at: stamp) }
        switch code?.normalized {
        case nil where isReceipt: lines[index].wasReceived = true
        case "APPROVED" where isReceipt: lines[index].wasReceived = true
        case "APPROVED" where isInspected: lines[index].wasApprovedInspected = true
        case "APPROVED": lines[index].wasApprovedUninspected = true
        case "REQUESTED" where !isReceipt: lines[index].wasRequested = true
        default: break
        }
    }
}
