internal import Communications
internal import Console
internal import EventLog
internal import HTTPTypes
internal import OMSMessages
internal import Postgres
internal import Projection

/// Finding orders, and one order with its messages.
struct OrderPages: Sendable {
    let door: ConsoleDoor
    let orders: OrderQueries
    let timelines: Timelines
    let log: MessageLog
    let policy: Policy
    let shards: Int
    let communications: CommunicationQueries

    /// How many communications stand beside the newest orders.
    private static let newest = 20
    /// The most entries of a timeline on a page; of more, the newest are shown.
    private static let maximumEntries = 500
    /// The most of a message that is shown, in bytes.
    private static let maximumPayload = 256 << 10

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies) {
        self.door = door
        orders = OrderQueries(pool: dependencies.pool)
        communications = CommunicationQueries(pool: dependencies.pool)
        timelines = Timelines(pool: dependencies.pool, policy: dependencies.policy)
        log = MessageLog(pool: dependencies.pool)
        policy = dependencies.policy
        shards = dependencies.shards
    }

    private static let order: [Parameter] = [
        .path("channel", .text, "The sales channel."), .path("order", .text, "The order's id, percent-encoded."),
    ]

    var routes: [Route] {
        [
            door.page("/", operation: "showStart", "The newest orders and communications.", start),
            door.page(
                "/orders", operation: "showOrders", "Orders that were looked for.",
                parameters: [.query("q", .text, "What to look for.")] + Parameter.page, find),
            door.page(
                "/orders/{channel}/{order}", operation: "showOrder", "One order and its story.",
                parameters: Self.order + [.query("as_of", .timeOrPosition, "As it was then.")], order),
            door.page(
                "/orders/{channel}/{order}/messages/{position}", operation: "showMessage",
                "A message as it came, and what it caused.",
                parameters: Self.order + [.path("position", .text, "Its position in the order's shard.")], message),
        ]
    }

    private func start(_ call: Call, _ visit: Visit) async throws -> Answer {
        let found = try await orders.list(OrderFilter(), limit: Self.newest + 1)
        let told = try await communications.list(CommunicationFilter(), limit: Self.newest)
        let page = FindPage(
            query: "",
            orders: Self.table(found, Self.newest, "Newest orders"),
            communications: CommunicationTable(told.map { CommunicationRow($0) }, caption: "Newest communications"))
        return door.writer.answer(page, visit)
    }

    private func find(_ call: Call, _ visit: Visit) async throws -> Answer {
        let limit = try call.limit()
        guard let query = call.text("q") else { return try await all(call, visit, limit) }
        let cursor = try call.foundOrderCursor()
        let found = try await orders.find(
            query, byAddress: visit.disclosure == .complete, after: cursor, limit: limit + 1)
        if cursor == nil, let only = Self.only(found) {
            return door.writer.redirect(to: PagePath.order(only.salesChannel, only.orderID))
        }
        let next = found.count > limit ? OrderMatchCursor(after: found[limit - 1]).text : nil
        let page = FindPage(
            query: query,
            orders: OrderTable(
                found.prefix(limit).map(\.order), caption: "Best match first",
                next: next.map { "/orders?q=\(LocalPath.encoded(query))&after=\($0)" }),
            communications: nil)
        let isRefused = visit.disclosure == .masked && query.contains("@")
        return door.writer.answer(
            page, visit, search: query,
            notice: isRefused ? Notice("With the role 'viewer' no order is found by an e-mail address.") : nil)
    }

    private func all(_ call: Call, _ visit: Visit, _ limit: Int) async throws -> Answer {
        let found = try await orders.list(OrderFilter(), after: try call.orderCursor(), limit: limit + 1)
        let page = FindPage(query: "", orders: Self.table(found, limit, "Newest first"), communications: nil)
        return door.writer.answer(page, visit)
    }

    /// The order that must be meant: the only one found, or the only one with this very id.
    private static func only(_ found: [OrderMatch]) -> OrderSummary? {
        guard let best = found.first else { return nil }
        return found.count == 1 || (best.rank == .orderID && found[1].rank != .orderID) ? best.order : nil
    }

    /// - Parameter found: one more than wanted where there are more.
    private static func table(_ found: [OrderSummary], _ limit: Int, _ caption: String) -> OrderTable? {
        let next = found.count > limit ? OrderCursor(after: found[limit - 1]).text : nil
        return OrderTable(found.prefix(limit), caption: caption, next: next.map { "/orders?after=" + $0 })
    }

    private func order(_ call: Call, _ visit: Visit) async throws -> Answer {
        let key = OrderKey(call, shards: shards)
        let asOf = try call.asOf()
        let now = try await timeline(key)
        var shown = now
        if asOf != .now { shown = try await timeline(key, asOf) }
        let path = PagePath.order(key.salesChannel, key.orderID)
        var page = OrderPage(orderID: key.orderID, salesChannel: key.salesChannel, path: path)
        let settings = policy.channel(key.salesChannel)
        if let state = shown.state { page.show(state, settings) }
        page.open = OpenList(shown.state, shown.communications, settings)
        let asked = shown.lastPosition
        let entries = TimelineEntry.entries(of: shown, path: path, asked: asOf == .now ? nil : asked, visit.disclosure)
        page.timeline = entries.suffix(Self.maximumEntries)
        if entries.count > Self.maximumEntries {
            page.leftOut =
                "Only the newest \(Self.maximumEntries) of \(entries.count) are shown; choose an earlier moment to see others."
        }
        if asOf != .now { page.pastMoment = asked.map { "after message \($0)" } ?? "before its first message" }
        page.moments = now.items.compactMap { item in
            guard case .message(let method, _, _, _) = item.content else { return nil }
            return MomentLink(
                position: item.position, method: TimelineEntry.shortName(method), at: Moment(item.at),
                path: path + "?as_of=\(item.position)", isShown: asOf != .now && item.position == asked)
        }.suffix(Self.maximumEntries)
        return door.writer.answer(page, visit)
    }

    private func message(_ call: Call, _ visit: Visit) async throws -> Answer {
        let key = OrderKey(call, shards: shards)
        guard let position = Int64(call.path("position")),
            let message = try await log.message(shard: key.shard, position: position), message.orderID == key.orderID,
            message.salesChannel == nil || message.salesChannel == key.salesChannel
        else { throw Problem.notFound("order \(key.orderID) has no message at this position") }
        let path = PagePath.order(key.salesChannel, key.orderID)
        // What it came with, whatever was made of it: a byte order mark is no part of it.
        let payload =
            message.payload.starts(with: [0xEF, 0xBB, 0xBF]) ? message.payload.dropFirst(3) : message.payload[...]
        let layout = JSONLayout.text(payload, limit: Self.maximumPayload)
        var facts = [
            Fact("Method", message.method), Fact("Received", Moment(Timestamp(microseconds: message.receivedAt))),
            Fact("Position", "\(message.position) in shard \(message.shard)"),
            Fact("Bytes", String(message.payload.count)),
        ]
        if let id = message.messageID { facts.insert(Fact("Message id", id), at: 1) }
        if message.isHistorical { facts.append(Fact("Taken in", "as history: nobody is told about it")) }
        var page = MessagePage(
            orderID: key.orderID, orderPath: path, position: position, facts: facts, payload: layout.text)
        if !layout.isWhole { page.leftOut = "Only the beginning is shown; the API gives all of it." }
        page.isErased = message.erasureID != nil
        if visit.disclosure == .masked {
            page.payload = nil
            page.leftOut = "Messages hold personal data; with the role 'viewer' they are not shown."
        }
        if let timeline = try? await timeline(key) {
            page.entry = TimelineEntry.entries(of: timeline, path: path, visit.disclosure).first {
                $0.anchor == "m\(position)"
            }
            page.entry?.messagePath = nil
        }
        return door.writer.answer(page, visit)
    }

    private func timeline(_ key: OrderKey, _ asOf: AsOf = .now) async throws -> Timeline {
        let found = try await timelines.timelines(
            key.orderID, salesChannel: key.salesChannel, shard: key.shard, asOf: asOf)
        guard let timeline = found.first else { throw key.notFound }
        return timeline
    }
}

extension Timeline {
    /// The communications in it, as they stand.
    fileprivate var communications: [StoredCommunication] {
        items.compactMap { if case .communication(let communication) = $0.content { communication } else { nil } }
    }

    /// The position of the last message in it.
    fileprivate var lastPosition: Int64? {
        items.last { if case .message = $0.content { true } else { false } }?.position
    }
}
