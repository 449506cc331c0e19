import OMSMessages

extension OrderState {
    /// Folds `created` or `updated`.
    ///
    /// A snapshot older than the one held fills only what is unknown; its latched facts count all the same.
    /// Source: decision table, section 2.
    /// - Returns: whether a newer status was known.
    mutating func fold(_ snapshot: OrderSnapshot, isCreation: Bool) -> Bool {
        let stamp = ArrivingStamp(
            StatusVocabulary.order.stamp(snapshot.status, reason: snapshot.statusReason, date: snapshot.statusDate),
            isCreation: isCreation)
        isPlaced = true
        let offer = RecordOffer(stamp, to: base)
        originalOrderID.take(snapshot.originalOrderID, offer)
        language.take(snapshot.language, offer)
        origin.take(snapshot.origin, offer)
        originDate.take(snapshot.originDate, offer)
        customerID.take(snapshot.customer?.id, offer)
        customerType.take(snapshot.customer?.type, offer)
        payments.take(snapshot.payments.isEmpty ? nil : snapshot.payments, offer)
        customAttributes.take(snapshot.customAttributes.isEmpty ? nil : snapshot.customAttributes, offer)
        base = offer.base
        // By their places: an iterator would copy each member by member.
        let (addresses, lines) = (snapshot.addresses, snapshot.lines)
        for place in addresses.indices { fold(addresses[place], place: place, at: stamp) }
        for index in lines.indices { fold(lines[index], orderDate: snapshot.statusDate, at: stamp) }
        latch(snapshot)
        if let code = snapshot.status {
            statusHistory.insert(
                StatusHistory.Point(stamp: stamp.stamp, status: code, reason: snapshot.statusReason),
                isCreation: isCreation)
        }
        return status.offer(
            snapshot.status, reason: snapshot.statusReason, date: snapshot.statusDate, at: stamp)
    }

    private mutating func fold(_ line: OrderLine, orderDate: Timestamp?, at stamp: ArrivingStamp) {
        let index = lines.insertionIndex(of: line.lineNumber, by: { $0.lineNumber })
        if index == lines.endIndex || lines[index].lineNumber != line.lineNumber {
            lines.place(LineState(lineNumber: line.lineNumber), at: index)
        }
        lines[index].fields.offer(line, orderDate: orderDate, at: stamp)
    }

    private mutating func fold(_ address: Address, place: Int, at stamp: ArrivingStamp) {
        if let known = addresses.firstIndex(where: { $0.shared.value.wasTold(address) }) {
            addresses[known].fields.offer(address, place: place, at: stamp)
            return
        }
        let key = AddressState.key(of: address)
        let index = addresses.insertionIndex(of: key, by: { $0.key })
        if index == addresses.endIndex || addresses[index].key != key {
            addresses.place(AddressState(key: key), at: index)
        }
        addresses[index].fields.offer(address, place: place, at: stamp)
    }

    /// Latches what a snapshot states, however late it comes (decision table, section 3, rules 4 and 8).
    private mutating func latch(_ snapshot: OrderSnapshot) {
        let status = snapshot.status?.normalized
        let reason = snapshot.statusReason?.normalized
        if isComplete(status) || isComplete(snapshot.statusName?.normalized) { facts.logisticsComplete = true }
        if isCancelled(status) || isCancelled(reason) { facts.cancelled = true }
        if status == "CANCELLED" { facts.statusCancelled = true }
        if status == "ABORTED", reason == "TEST" { facts.testOrder = true }
    }

    private func isComplete(_ code: String?) -> Bool {
        switch code {
        case "LOGISTICCOMPLETE", "LOGISTICSCOMPLETE", "COMPLETE": true
        default: false
        }
    }

    private func isCancelled(_ code: String?) -> Bool { code == "CANCELLED" || code == "FULLYCANCELLED" }
}

extension Array {
    /// Where an element with this key stands or belongs, in an array that ascends by that key.
    func insertionIndex<Key: Comparable>(of key: Key, by path: (Element) -> Key) -> Int {
        // Messages name things in order, so the end is the likely place.
        if let last, path(last) < key { return endIndex }
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if path(self[middle]) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Puts an element where it belongs. That is mostly the end, and appending costs less than inserting there.
    mutating func place(_ element: Element, at index: Int) {
        if index == endIndex { append(element) } else { insert(element, at: index) }
    }
}
