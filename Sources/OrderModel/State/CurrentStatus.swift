public import OMSMessages

/// The current status of an order, line, return or refund: the newest one that any message stated.
public struct CurrentStatus: Hashable, Sendable {
    public private(set) var status: Code?
    public private(set) var reason: Code?
    public private(set) var date: Timestamp?
    /// Orders this status against others; see ``Stamp``.
    public private(set) var stamp: Stamp

    public init() {
        stamp = .undated
    }

    /// Restores a stored status.
    public init(_ status: Code?, reason: Code?, date: Timestamp?, in vocabulary: StatusVocabulary) {
        self.status = status
        self.reason = reason
        self.date = date
        self.stamp = status == nil ? .undated : vocabulary.stamp(status, reason: reason, date: date)
    }

    /// Takes the offered status if it is not older than the one held.
    /// - Returns: whether the offered status is *stale*: a newer one is known.
    @discardableResult
    mutating func offer(
        _ offered: Code?, reason offeredReason: Code?, date offeredDate: Timestamp?, at arriving: ArrivingStamp
    )
        -> Bool
    {
        guard let offered else { return false }
        guard status != nil else {
            (status, reason, date, stamp) = (offered, offeredReason, offeredDate, arriving.stamp)
            return false
        }
        switch arriving.compared(toHeld: stamp) {
        case .newer:
            (status, reason, date, stamp) = (offered, offeredReason, offeredDate, arriving.stamp)
            return false
        case .equal:
            // Equal date, rank, reason and text: only the spelling of the reason or the offset of the date can differ.
            if (reason?.raw ?? "") < (offeredReason?.raw ?? "") { reason = offeredReason }
            if let offeredDate, date.map({ $0 < offeredDate }) ?? true { date = offeredDate }
            return false
        case .older:
            return true
        }
    }

    /// The same, for a status whose stamp nobody needs otherwise: one that says what is held already costs nothing.
    mutating func offer(
        _ offered: Code?, reason offeredReason: Code?, date offeredDate: Timestamp?, in vocabulary: StatusVocabulary,
        isCreation: Bool
    ) {
        guard let offered, status != offered || date != offeredDate || reason != offeredReason else { return }
        offer(
            offered, reason: offeredReason, date: offeredDate,
            at: ArrivingStamp(
                vocabulary.stamp(offered, reason: offeredReason, date: offeredDate), isCreation: isCreation))
    }

    mutating func merge(_ other: CurrentStatus) {
        offer(other.status, reason: other.reason, date: other.date, at: ArrivingStamp(other.stamp))
    }
}
