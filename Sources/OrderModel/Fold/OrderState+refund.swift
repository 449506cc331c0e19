import OMSMessages

extension OrderState {
    /// Folds `refund_management.updated`.
    /// - Returns: whether a newer status of this refund was known.
    mutating func fold(_ message: RefundMessage) -> Bool {
        let id = RefundState.id(of: message)
        let index = refunds.insertionIndex(of: id, by: { $0.id })
        if index == refunds.endIndex || refunds[index].id != id { refunds.place(RefundState(id: id), at: index) }

        let date = message.statusDate ?? message.creditNoteDate
        let stamp = ArrivingStamp(
            StatusVocabulary.refund.stamp(message.statusCode, reason: message.statusReasonCode, date: date))
        let offer = RecordOffer(stamp, to: refunds[index].base)
        refunds[index].fields.creditNoteDate.take(message.creditNoteDate, offer)
        refunds[index].fields.reason.take(message.refundReason, offer)
        refunds[index].fields.lines.take(message.lines.isEmpty ? nil : message.lines, offer)
        refunds[index].fields.base = offer.base
        if let rma = message.rma, refunds[index].rma == nil { refunds[index].fields.rma = rma }
        refunds[index].fields.foldType(message.refundType)
        if message.statusCode?.isOne(of: "PENDINGRELEASE", "RELEASED") == true, !refunds[index].wasStarted {
            refunds[index].fields.wasStarted = true
            refunds[index].fields.startedLines = message.lines.kept
        }
        return refunds[index].fields.status.offer(
            message.statusCode, reason: message.statusReasonCode, date: date, at: stamp)
    }

    /// Decides type and return of refunds that do not state them; once decided, kept (decision table, rule 7).
    mutating func inferRefundFacts() {
        for index in refunds.indices where refunds[index].wasStarted {
            let refund = refunds[index]
            if refund.type == nil, refund.unknownType == nil {
                if refund.rma != nil {
                    refunds[index].fields.inferredType = .return
                } else if refundsCancelledLinesOnly(refund) {
                    refunds[index].fields.inferredType = .cancellation
                }
            }
            if refunds[index].type == .return, refund.rma == nil, refund.inferredReturnID == nil {
                let lines = comparedLines(of: refund)
                let covering = returns.filter {
                    $0.isLiving && !lines.isEmpty && lines.isSubset(of: LineSet($0.lineNumbers))
                }
                if covering.count == 1 { refunds[index].fields.inferredReturnID = covering[0].id }
            }
        }
    }

    /// Whether every refunded line is cancelled and none shipped.
    private func refundsCancelledLinesOnly(_ refund: RefundState) -> Bool {
        let lines = comparedLines(of: refund)
        return !lines.isEmpty && lines.isSubset(of: cancelledLines) && lines.isDisjoint(with: shippedLines)
    }

    /// The refunded lines without SHIPPING ones, unless nothing else remains.
    private func comparedLines(of refund: RefundState) -> LineSet {
        let all = LineSet(refundedLines(of: refund))
        let goods = LineSet(all.filter { line($0)?.isShipping != true })
        return goods.isEmpty ? all : goods
    }
}

extension RefundFields {
    /// The first known type wins; an unknown text counts only until one comes. Of several unknown texts the greatest is shown,
    /// whichever came first.
    fileprivate mutating func foldType(_ code: Code?) {
        guard let code, explicitType == nil else { return }
        if let known = RefundType(code) {
            explicitType = known
            unknownType = nil
        } else if unknownType.map({ $0.raw < code.raw }) ?? true {
            unknownType = code
        }
    }
}

extension Timestamp {
    /// The start of its day in UTC, in microseconds since 1970.
    var startOfDayUTC: Int64 {
        let day: Int64 = 86_400_000_000
        let remainder = microseconds % day
        return microseconds - (remainder < 0 ? remainder + day : remainder)
    }
}
