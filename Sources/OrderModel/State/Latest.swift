/// A field that holds the newest value any message gave it; an older message fills it only while it is unknown.
///
/// How new the value is, is mostly said once for the whole record that the field belongs to (its *base*): one message gives
/// all fields of a record. Only a field whose value is from another message has a stamp of its own.
///
/// With dates present the result does not depend on the order of arrival: the stamp decides, and between equal stamps the
/// value itself does (the longer, then the lexicographically greater text of it).
/// Source: decision table, section 2.
public struct Latest<Value: DocumentValue>: Hashable, Sendable {
    /// The value, or nil while no message gave one.
    public private(set) var value: Value?
    /// The stamp of the message that gave it, unless that is the record's base.
    private(set) var own: Stamp?

    public init() {
        value = nil
        own = nil
    }

    /// Restores a stored field.
    /// - Parameter own: its stamp, where it differs from the record's base.
    init(_ value: Value?, own: Stamp?) {
        self.value = value
        self.own = own
    }

    /// Takes `offered` if it is newer than what is held, or if nothing is.
    /// - Parameter offer: the message, seen against the record; the record's base must be set to the offer's afterwards.
    @inline(__always)
    mutating func take(_ offered: Value?, _ offer: RecordOffer) {
        guard let offered else {
            // The record's base moves on without this field.
            if offer.isNewest, own == nil, value != nil { own = offer.leftBehind }
            return
        }
        guard let held = value else {
            value = offered.kept
            own = offer.ownStamp
            return
        }
        switch own.map(offer.arriving.compared(toHeld:)) ?? offer.freshness {
        case .newer:
            // Mostly the same again: a snapshot repeats everything.
            if offered.isCheaplyKept || !offered.isKept(as: held) { value = offered.kept }
            own = offer.ownStamp
        case .equal:
            if !offered.isKept(as: held), held.documentText.isLess(than: offered.documentText) { value = offered.kept }
            own = offer.ownStamp
        case .older: break
        }
    }

    /// Takes what another record of the same thing holds.
    /// - Parameters:
    ///   - base: the base of this field's record.
    ///   - otherBase: the base of the other one's.
    mutating func merge(_ other: Latest<Value>, base: Stamp?, otherBase: Stamp?) {
        guard let offered = other.value, let stamp = other.own ?? otherBase else { return }
        guard let held = value, let heldStamp = own ?? base else {
            (value, own) = (offered, stamp)
            return
        }
        switch ArrivingStamp(stamp).compared(toHeld: heldStamp) {
        case .newer: (value, own) = (offered, stamp)
        case .equal: if held != offered, held.documentText.isLess(than: offered.documentText) { value = offered }
        case .older: break
        }
    }
}

/// A message that is being folded, seen against a record it speaks of: decided once, for all fields of the record.
struct RecordOffer {
    let arriving: ArrivingStamp
    /// How the message stands to the record as a whole.
    let freshness: ArrivingStamp.Freshness
    /// The record's base before the message.
    let oldBase: Stamp?

    /// - Parameter base: the record's base; nil while no message gave it anything.
    init(_ arriving: ArrivingStamp, to base: Stamp?) {
        self.arriving = arriving
        oldBase = base
        freshness = base.map(arriving.compared(toHeld:)) ?? .newer
    }

    /// The own stamp of a field that the message says nothing of, while the record moves on. Messages without dates may
    /// carry equal stamps one after the other: then the field's is the new base all the same.
    var leftBehind: Stamp? { oldBase == arriving.stamp ? nil : oldBase }

    /// Whether every field of the record has the stamp of the base, or will have its own, once the message is taken: then the
    /// same statement again changes nothing but the base.
    var settles: Bool { isNewest && (oldBase == nil || leftBehind != nil) }

    /// Whether the message is newer than all that the record holds, so that its stamp becomes the base.
    var isNewest: Bool { freshness == .newer }

    /// The record's base after the message.
    var base: Stamp? { isNewest ? arriving.stamp : oldBase }

    /// The own stamp of a field that takes the message's value.
    var ownStamp: Stamp? { freshness == .older ? arriving.stamp : nil }
}

extension [UInt8] {
    /// Shorter first, then byte by byte: between two accounts of one fact the one that says more wins.
    func isLess(than other: [UInt8]) -> Bool {
        count != other.count ? count < other.count : lexicographicallyPrecedes(other)
    }
}
