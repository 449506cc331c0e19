internal import Communications
internal import EventLog
internal import OMSMessages
internal import OrderModel
internal import Postgres
internal import Projection

/// Orders, their timelines, messages and returns.
struct OrderEndpoints: Sendable {
    let orders: OrderQueries
    let histories: OrderHistories
    let timelines: Timelines
    let log: MessageLog
    let policy: Policy
    let shards: Int

    init(_ dependencies: ServerDependencies) {
        orders = OrderQueries(pool: dependencies.pool)
        histories = OrderHistories(pool: dependencies.pool, policy: dependencies.policy)
        timelines = Timelines(pool: dependencies.pool, policy: dependencies.policy)
        log = MessageLog(pool: dependencies.pool)
        policy = dependencies.policy
        shards = dependencies.shards
    }

    func list(_ call: Call) async throws -> Answer {
        var filter = OrderFilter()
        filter.salesChannel = call.text("channel")
        filter.status = call.text("status")
        filter.email = call.text("email")
        guard filter.email == nil || call.caller.disclosure == .complete else {
            throw Problem(.forbidden, "the role 'viewer' sees no addresses, and so finds no orders by them")
        }
        filter.since = try call.instant("since")
        filter.until = try call.instant("until")
        let limit = try call.limit()
        if let term = call.text("q") { return try await find(term, filter, limit, call) }
        let found = try await orders.list(filter, after: try call.orderCursor(), limit: limit + 1)
        return Answer.json(capacity: 256 * found.count) { json in
            json.object { json in
                json.member(
                    "orders",
                    array: { json in for order in found.prefix(limit) { order.write(to: &json) } })
                json.next(found.count > limit ? OrderCursor(after: found[limit - 1]).text : nil)
            }
        }
    }

    private func find(_ term: String, _ filter: OrderFilter, _ limit: Int, _ call: Call) async throws -> Answer {
        let found = try await orders.find(
            term, filter, byAddress: call.caller.disclosure == .complete, after: try call.foundOrderCursor(),
            limit: limit + 1)
        return Answer.json(capacity: 256 * found.count) { json in
            json.object { json in
                json.member(
                    "orders",
                    array: { json in for match in found.prefix(limit) { match.order.write(to: &json) } })
                json.next(found.count > limit ? OrderMatchCursor(after: found[limit - 1]).text : nil)
            }
        }
    }

    func order(_ call: Call) async throws -> Answer {
        let (state, position) = try await state(call)
        return Answer.json(capacity: 8192) { json in
            state.writeResource(to: &json, policy: policy.channel(state.salesChannel), position: position)
        }
    }

    func `return`(_ call: Call) async throws -> Answer {
        let (state, _) = try await state(call)
        let id = call.path("return")
        guard let entry = state.returns.first(where: { $0.id == id || $0.rma == id }) else {
            throw Problem.notFound("this order has no return '\(id)'")
        }
        return Answer.json(capacity: 4096) { json in
            state.writeReturn(entry, to: &json, policy: policy.channel(state.salesChannel))
        }
    }

    func timeline(_ call: Call) async throws -> Answer {
        let key = OrderKey(call, shards: shards)
        let found = try await timelines.timelines(
            key.orderID, salesChannel: key.salesChannel, shard: key.shard, asOf: try call.asOf())
        guard let timeline = found.first else { throw key.notFound }
        return Answer.json(capacity: 16_384) { timeline.write(to: &$0) }
    }

    func messages(_ call: Call) async throws -> Answer {
        let key = OrderKey(call, shards: shards)
        let limit = try call.limit()
        let after = try call.cursor(of: "messages", count: 1).map { values throws(Problem) in
            guard let position = values[0].int else { throw Cursor.invalid }
            return Int64(position)
        }
        let found = try await log.messages(
            ofOrder: key.orderID, shard: key.shard, after: after ?? 0, limit: limit + 1)
        guard !found.isEmpty || after != nil else { throw key.notFound }
        return Answer.json(capacity: 4096 * found.count) { json in
            json.object { json in
                json.member(
                    "messages",
                    array: { json in
                        // One that names no sales channel belongs to whichever order has the id.
                        for message in found.prefix(limit)
                        where message.salesChannel == nil || message.salesChannel == key.salesChannel {
                            message.write(to: &json)
                        }
                    })
                json.next(
                    found.count > limit
                        ? Cursor.text("messages") { $0.value(found[limit - 1].position) } : nil)
            }
        }
    }

    /// The state of an order now, or as it was.
    private func state(_ call: Call) async throws -> (OrderState, (shard: Int16, position: Int64)?) {
        let key = OrderKey(call, shards: shards)
        let asOf = try call.asOf()
        if asOf == .now {
            let found = try await orders.orders(key.orderID, salesChannel: key.salesChannel, shard: key.shard)
            guard let order = found.first else { throw key.notFound }
            return (order.state, (order.shard, order.position))
        }
        guard let then = try await histories.family(key.orderID, shard: key.shard, asOf: asOf),
            let state = then.family.order(key.salesChannel)
        else { throw key.notFound }
        return (state, (key.shard, then.position))
    }
}

/// The order that a path names.
struct OrderKey: Sendable {
    let salesChannel: String
    let orderID: String
    let shard: Int16

    init(_ call: Call, shards: Int) {
        // The form in which columns hold what messages call it.
        salesChannel = IndexedText(call.path("channel")).text
        orderID = IndexedText(call.path("order")).text
        shard = ShardHash.shard(of: orderID.utf8, among: shards)
    }

    var notFound: Problem { .notFound("there is no order with this id in this sales channel") }
}

extension Call {
    /// `as_of`: a time of receipt (RFC 3339) or a position in the order's shard.
    func asOf() throws(Problem) -> AsOf {
        guard let text = query["as_of"] else { return .now }
        if text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }), let position = Int64(text) {
            return .position(position)
        }
        guard text.utf8.contains(UInt8(ascii: "T")), let time = Timestamp(text) else {
            throw .invalidParameter("as_of", "is neither a time such as 2026-03-01T12:00:00Z nor a position")
        }
        return .time(time)
    }
}
