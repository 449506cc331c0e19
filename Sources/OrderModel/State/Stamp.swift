/// How new a piece of information is: what decides between two messages that say different things about one field.
///
/// Source: decision table, section 2 (stale snapshots, undated messages) and section 7 (rank on equal dates).
public struct Stamp: Hashable, Sendable {
    /// The status date in microseconds since 1970, UTC; nil when the message carried none.
    public var date: Int64?
    /// The rank of the status that came with it; decides between equal dates.
    public var rank: UInt8
    /// The normalised reason, then the text of the status: decide between equal ranks.
    public var tie: String
    /// Whether the message was `created`, which without dates never overrides anything that came before it.
    public var isCreation: Bool

    public init(date: Int64?, rank: UInt8 = 0, tie: String = "", isCreation: Bool = false) {
        self.date = date
        self.rank = rank
        self.tie = tie
        self.isCreation = isCreation
    }

    /// The stamp as it is kept: that a message was `created` matters only on arrival.
    var kept: Stamp { isCreation ? Stamp(date: date, rank: rank, tie: tie) : self }

    /// How this stamp, of a message that just arrived, stands to the one held.
    ///
    /// With both dates present this is a total order that does not depend on arrival. Without, log order decides.
    func compared(toHeld held: Stamp) -> Freshness {
        guard let date, let heldDate = held.date else { return isCreation ? .older : .newer }
        if date != heldDate { return date > heldDate ? .newer : .older }
        if rank != held.rank { return rank > held.rank ? .newer : .older }
        if tie != held.tie { return tie > held.tie ? .newer : .older }
        return .equal
    }

    enum Freshness {
        case older
        case equal
        case newer
    }
}
