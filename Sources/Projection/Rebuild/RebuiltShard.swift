/// How a shard of a rebuilt generation compares with the one that served, both at the same position.
public struct RebuiltShard: Hashable, Sendable {
    public var shard: Int16
    /// Orders in the generation that served, without those that were parked in it.
    public var ordersBefore: Int
    /// Orders in the rebuilt one, without the same.
    public var ordersAfter: Int
    /// Whether all of them are the same, byte by byte.
    public var isSame: Bool

    public init(shard: Int16, ordersBefore: Int, ordersAfter: Int, isSame: Bool) {
        self.shard = shard
        self.ordersBefore = ordersBefore
        self.ordersAfter = ordersAfter
        self.isSame = isSame
    }

    /// Some shards with their numbers of orders, before and after.
    /// - Parameter limit: how many are named; of the others only the number.
    public static func list(_ shards: [RebuiltShard], limit: Int) -> String {
        var text = shards.prefix(limit).map { "shard \($0.shard) (\($0.ordersBefore) → \($0.ordersAfter))" }
        if shards.count > limit { text.append("and \(shards.count - limit) more") }
        return text.joined(separator: ", ")
    }
}
