/// How a shard of a rebuilt generation compares with the one that served, both at the same position.
public struct RebuiltShard: Hashable, Sendable {
    public var shard: Int16
    /// Orders in the generation that served, without those that were parked in it.
    public var ordersBefore: Int
    /// Orders in the rebuilt one, without the same.
    public var ordersAfter: Int
    /// Orders of the generation that served that the rebuilt one does not have.
    public var missing: Int
    /// Whether both have the same orders with the same documents, byte by byte.
    public var isSame: Bool

    public init(shard: Int16, ordersBefore: Int, ordersAfter: Int, missing: Int = 0, isSame: Bool) {
        self.shard = shard
        self.ordersBefore = ordersBefore
        self.ordersAfter = ordersAfter
        self.missing = missing
        self.isSame = isSame
    }

    /// Some shards with their numbers of orders, before and after, and how many are missing.
    /// - Parameter limit: how many are named; of the others only the number.
    public static func list(_ shards: [RebuiltShard], limit: Int) -> String {
        var text = shards.prefix(limit).map { shard in
            "shard \(shard.shard) (\(shard.ordersBefore) → \(shard.ordersAfter)"
                + (shard.missing > 0 ? ", \(shard.missing) missing)" : ")")
        }
        if shards.count > limit { text.append("and \(shards.count - limit) more") }
        return text.joined(separator: ", ")
    }
}
