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

        returnRecords[index].fields.offer(message, at: stamp)
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
        returnRecords.place(record, at: index)
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
    fileprivate mutating func offer(_ message: ReturnMessage, at stamp: ArrivingStamp) {
        let offer = RecordOffer(stamp, to: base)
        sourceID.take(message.sourceID, offer)
        trackingCarrier.take(message.trackingCarrier, offer)
        trackingNumber.take(message.trackingNumber, offer)
        trackingURL.take(message.trackingURL, offer)
        labelURL.take(message.labelURL, offer)
        originDate.take(message.originDate, offer)
        base = offer.base
    }

    fileprivate mutating func fold(
        _ line: ReturnMessage.Line, number: Int, code: Code?, isReceipt: Bool, at stamp: ArrivingStamp
    ) {
        let index = lines.insertionIndex(of: number, by: \.lineNumber)
        if index == lines.endIndex || lines[index].lineNumber != number {
            lines.place(ReturnLineState(lineNumber: number), at: index)
        }
        let offer = RecordOffer(stamp, to: lines[index].base)
        lines[index].id.take(line.id, offer)
        lines[index].sku.take(line.sku, offer)
        lines[index].reason.take(line.reason, offer)
        lines[index].reasonDescription.take(line.reasonDescription, offer)
        lines[index].conditionDescription.take(line.conditionDescription, offer)
        lines[index].status.take(line.status, offer)
        let isInspected = line.condition.map { $0.normalized != "NOTINSPECTED" } ?? false
        // "Not inspected" is the absence of a condition: an inspection is never overridden by it.
        lines[index].condition.take(isInspected ? line.condition : nil, offer)
        lines[index].base = offer.base
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
