/// Callers in the order they came, from the middle of which any can leave.
struct WaiterQueue: Sendable {
    typealias WaiterID = PoolStateMachine.WaiterID
    typealias Instant = PoolStateMachine.Instant

    private var order: [WaiterID] = []
    /// Elements of `order` before it are done with.
    private var head = 0
    /// Who waits, and since when. Those that left remain in `order` until their turn comes.
    private var since: [WaiterID: Instant] = [:]

    var count: Int { since.count }
    var isEmpty: Bool { since.isEmpty }

    mutating func append(_ id: WaiterID, since instant: Instant) {
        // At most half of `order` is waste.
        if order.count > 64, order.count > 2 * since.count {
            order = order[head...].filter { since[$0] != nil }
            head = 0
        }
        order.append(id)
        since[id] = instant
    }

    mutating func remove(_ id: WaiterID) -> Instant? { since.removeValue(forKey: id) }

    mutating func popFirst() -> (id: WaiterID, since: Instant)? {
        while head < order.count {
            let id = order[head]
            head += 1
            if let instant = since.removeValue(forKey: id) { return (id, instant) }
        }
        order.removeAll(keepingCapacity: true)
        head = 0
        return nil
    }
}
