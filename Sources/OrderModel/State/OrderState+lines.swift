import OMSMessages

extension OrderState {
    /// The line with this number, if any message described it.
    public func line(_ number: Int) -> LineState? {
        let index = lines.insertionIndex(of: number, by: { $0.lineNumber })
        return index < lines.endIndex && lines[index].lineNumber == number ? lines[index] : nil
    }

    /// The numbers of all lines but SHIPPING, ascending.
    public var goodsLines: [Int] { lines.compactMap { $0.isShipping ? nil : $0.lineNumber } }

    /// Lines with status `SHIPPED`, ever, or in a shipment other than a store transfer (decision table, rule 4).
    public var shippedLines: LineSet {
        var shipped = LineSet()
        for line in lines where line.wasShipped { shipped.insert(line.lineNumber) }
        for shipment in shipments where !shipment.isStoreTransfer {
            for number in shipment.lineNumbers { shipped.insert(number) }
        }
        return shipped
    }

    /// Lines that a snapshot showed as cancelled, and those that `line_cancelled` stands for.
    ///
    /// `line_cancelled` means: at least one line with this id is cancelled. Until a snapshot shows one, the lowest-numbered
    /// line with that id that is not shipped counts as cancelled (decision table, section 2).
    public var cancelledLines: LineSet {
        var cancelled = LineSet()
        for line in lines where line.wasCancelled { cancelled.insert(line.lineNumber) }
        guard !cancelledLineIDs.isEmpty else { return cancelled }
        let shipped = shippedLines
        for id in cancelledLineIDs {
            let namesakes = lines.filter { $0.id.value == id }
            if namesakes.contains(where: { $0.wasCancelled }) { continue }
            // All of them shipped: still one is cancelled. Otherwise whether every line is cancelled, which is latched, would
            // depend on whether the shipment or the cancellation was heard of first.
            if let line = namesakes.first(where: { !shipped.contains($0.lineNumber) }) ?? namesakes.first {
                cancelled.insert(line.lineNumber)
            }
        }
        return cancelled
    }

    /// Whether every known line is cancelled, not counting SHIPPING lines and BUNDLE parents that have children.
    var isEveryLineCancelled: Bool {
        // Cheap exits first: this is asked after every message.
        guard !cancelledLineIDs.isEmpty || lines.contains(where: { $0.wasCancelled }) else { return false }
        let parents = LineSet(lines.compactMap { $0.parentLineNumber.value })
        let counted = lines.filter { line in
            !line.isShipping
                && !(line.productType.value?.normalized == "BUNDLE" && parents.contains(line.lineNumber))
        }
        let cancelled = cancelledLines
        return !counted.isEmpty && counted.allSatisfy { cancelled.contains($0.lineNumber) }
    }

    /// The line numbers that a refund started with, ascending; a line named by id alone is looked up.
    public func refundedLines(of refund: RefundState) -> [Int] {
        let lines = refund.startedLines.isEmpty ? refund.lines.value ?? [] : refund.startedLines
        return [].union(lines.compactMap { $0.lineNumber ?? lineNumber(withID: $0.lineID) })
    }

    /// What a shipment's method and items say happened (decision table, rule 2).
    public func handover(of shipment: ShipmentState) -> ShipmentState.Handover {
        if shipment.isStoreTransfer { return .storeTransfer }
        switch shipment.method.value?.normalized {
        case "ISPU": return .collectedInStore
        case "PRESHIPPED": return .nothingShipped
        default: break
        }
        func isVirtual(_ type: Code?) -> Bool { type?.isOne(of: "VIRTUAL", "SERVICE") == true }
        if let items = shipment.items.value {
            let goods = items.filter { item in
                !item.isShipping && item.lineNumber.flatMap { line($0) }?.isShipping != true
            }
            let nothingShipped = goods.allSatisfy { item in
                item.status?.normalized == "PRESHIPPED"
                    || isVirtual(item.itemType ?? item.lineNumber.flatMap { line($0)?.productType.value })
            }
            return !goods.isEmpty && nothingShipped ? .nothingShipped : .carrier
        }
        // Without items the packages named the lines.
        let goods = shipment.lineNumbers.filter { line($0)?.isShipping != true }
        return !goods.isEmpty && goods.allSatisfy { isVirtual(line($0)?.productType.value) }
            ? .nothingShipped : .carrier
    }
}
