/// An order that a search found.
public struct OrderMatch: Sendable {
    public var order: OrderSummary
    public var rank: Rank

    /// What matched, best first.
    public enum Rank: Int32, Sendable, Comparable {
        /// The order has this id.
        case orderID = 1
        /// The customer has this e-mail address.
        case email
        /// A return, refund or parcel of the order has this id or tracking number.
        case searchTerm
        /// The order's id begins like this.
        case beginning

        public static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }
}

/// Where the matches of a search go on.
public struct OrderMatchCursor: Sendable, Hashable {
    public var rank: OrderMatch.Rank
    public var order: OrderCursor
    public init(rank: OrderMatch.Rank, order: OrderCursor) {
        self.rank = rank
        self.order = order
    }
}
