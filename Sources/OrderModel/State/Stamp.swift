/// How new a piece of information is: what decides between two messages that say different things about one field.
///
/// All fields that one message gave share one stamp: an object, so that taking over a newer one is a pointer, not a copy.
/// Source: decision table, section 2 (stale snapshots, undated messages) and section 7 (rank on equal dates).
public final class Stamp: Sendable {
    /// The status date in microseconds since 1970, UTC; nil when the message carried none.
    public let date: Int64?
    /// The rank of the status that came with it; decides between equal dates.
    public let rank: UInt8
    /// The normalised reason, then the status as it was spelled: decide between equal ranks.
    public let reason: String
    public let text: String

    public init(date: Int64?, rank: UInt8 = 0, reason: String = "", text: String = "") {
        self.date = date
        self.rank = rank
        self.reason = reason
        self.text = text
    }

    /// The stamp of what has no date.
    public static let undated = Stamp(date: nil)
}

extension Stamp: Hashable {
    public static func == (lhs: Stamp, rhs: Stamp) -> Bool {
        lhs === rhs
            || (lhs.date == rhs.date && lhs.rank == rhs.rank && lhs.reason == rhs.reason && lhs.text == rhs.text)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(date)
        hasher.combine(rank)
        hasher.combine(reason)
        hasher.combine(text)
    }
}

/// The stamp of a message that is being folded, with how it arrived.
struct ArrivingStamp {
    let stamp: Stamp
    /// Whether the message is `created`, which without dates never overrides anything that came before it.
    let isCreation: Bool

    init(_ stamp: Stamp, isCreation: Bool = false) {
        self.stamp = stamp
        self.isCreation = isCreation
    }

    /// How the message stands to the one whose stamp is held.
    ///
    /// With both dates present this is a total order that does not depend on arrival. Without, log order decides.
    func compared(toHeld held: Stamp) -> Freshness {
        if stamp === held, stamp.date != nil { return .equal }
        guard let date = stamp.date, let heldDate = held.date else { return isCreation ? .older : .newer }
        if date != heldDate { return date > heldDate ? .newer : .older }
        if stamp.rank != held.rank { return stamp.rank > held.rank ? .newer : .older }
        if stamp.reason != held.reason { return stamp.reason > held.reason ? .newer : .older }
        if stamp.text != held.text { return stamp.text > held.text ? .newer : .older }
        return .equal
    }

    enum Freshness {
        case older
        case equal
        case newer
    }
}
