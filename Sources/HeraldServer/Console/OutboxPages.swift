internal import Communications
internal import Console
internal import Delivery
internal import OMSMessages
internal import Postgres
internal import Projection

/// Deliveries, and those that failed for good in groups.
struct OutboxPages: Sendable {
    let door: ConsoleDoor
    let pool: ConnectionPool
    let failed: FailedDeliveries
    let channels: ChannelControl?

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies, _ failed: FailedDeliveries) {
        self.door = door
        self.failed = failed
        pool = dependencies.pool
        channels = dependencies.channels
    }

    var routes: [Route] {
        [
            door.page(
                "/outbox", operation: "showOutbox", "Deliveries, and those that failed in groups.",
                parameters: OutboxFilter.parameters + Parameter.page + [
                    .query("done", .text, "Names the action on dead letters that led here.")
                ], show)
        ]
    }

    /// Names this list in cursors, with its order: a cursor says nothing in another one.
    private static func list(_ order: DeliveryPage.Order) -> String { "outbox by " + order.rawValue }

    private func show(_ call: Call, _ visit: Visit) async throws -> Answer {
        let filter = try OutboxFilter(call)
        let limit = try call.limit()
        var list = filter.page(after: nil)
        let name = Self.list(list.order)
        list.after = try call.cursor(of: name, count: DeliveryPage.Place.count).map(DeliveryPage.Place.init)
        let rows = try await list.rows(pool, limit: limit + 1)
        let asked = OutboxFilter.names.compactMap { name in
            call.text(name).map { "\(name)=\(LocalPath.encoded($0))" }
        }
        var next: String?
        if rows.count > limit {
            let place = try DeliveryPage.Place(rows[limit - 1])
            let cursor = Cursor.text(name) { place.write(to: &$0) }
            next = "/outbox?" + (asked + ["after=" + cursor]).joined(separator: "&")
        }
        var page = OutboxPage(
            statuses: Words.deliveryStatuses.map { Choice($0, $0, isChosen: filter.status == $0) },
            channels: channelChoices(filter.failed.channel),
            kinds: Words.kinds.map {
                Choice($0, $0.replacing("_", with: " "), isChosen: filter.failed.kind?.name == $0)
            },
            errorClass: call.text("error") ?? "", since: call.text("since") ?? "", until: call.text("until") ?? "",
            isFiltered: !asked.isEmpty)
        page.deliveries = OutboxPage.Deliveries(
            try rows.prefix(limit).map { try OutboxPage.Delivery($0, visit.disclosure) }, caption: list.order.caption,
            next: next)
        // Further pages of the list are about the list alone.
        if filter.includesFailed, list.after == nil {
            page.failed = try await groups(filter.failed, mayAct: visit.caller?.role?.allows(.operator) == true)
        }
        return door.writer.answer(page, visit, notice: try await notice(call))
    }

    /// The channels to choose from; the one that was asked for is always among them.
    private func channelChoices(_ asked: String?) -> [Choice] {
        var names = channels?.channelNames ?? []
        if let asked, !names.contains(asked) { names.append(asked) }
        return names.map { Choice($0, $0, isChosen: $0 == asked) }
    }

    private func groups(
        _ filter: FailedDeliveryFilter, mayAct: Bool
    ) async throws -> OutboxPage.FailedGroups? {
        let groups = try await failed.groups(filter)
        let count = try await failed.count(filter).deliveries
        let query = filter.values.isEmpty ? "" : "?" + filter.query
        let actions = FailedDeliveries.Action.allCases.map { action in
            Fact(action.button(count) + " …", "", path: "/outbox/failed/\(action.rawValue)" + query)
        }
        let number = count == 1 ? "1 delivery" : "\(Figures.grouped(count)) deliveries"
        return OutboxPage.FailedGroups(
            groups.map { OutboxPage.FailedGroup($0) },
            caption: "Failed for good: \(number)"
                + (groups.count == FailedDeliveries.maximumGroups ? ", the \(groups.count) largest groups" : ""),
            actions: mayAct ? actions : [])
    }

    /// What came of the action that led here, from its record.
    private func notice(_ call: Call) async throws -> Notice? {
        guard let key = call.text("done"), let done = try await failed.recorded(key) else { return nil }
        return Notice(done.action.report(done.result))
    }
}

extension DeliveryPage.Order {
    fileprivate var caption: String {
        switch self {
        case .made: "Deliveries, newest first"
        case .due: "Deliveries on their way, next due first"
        case .failed: "Failed deliveries, newest failure first"
        }
    }
}

extension OutboxPage.FailedGroup {
    init(_ group: FailedDeliveryGroup) {
        var filter = FailedDeliveryFilter()
        filter.kind = group.kind.flatMap { Kind(name: $0) }
        filter.channel = group.channel
        filter.errorClass = group.errorClass
        // The age is told by when its first and last failed.
        filter.since = group.oldest.map { PostgresTimestamp($0) }
        filter.until = group.newest.map { PostgresTimestamp(microsecondsSince1970: $0.microseconds + 1) }
        let ages = ["hour": "in the last hour", "day": "in the last day", "week": "in the last week"]
        self.init(
            kind: CommunicationRow.name(group.kind ?? ""), channel: group.channel ?? "",
            errorClass: group.errorClass ?? "", age: ages[group.age ?? ""] ?? "before", count: group.deliveries,
            oldest: group.oldest.map { Moment($0) }, newest: group.newest.map { Moment($0) },
            path: "/outbox?status=failed&" + filter.query)
    }
}

extension OutboxPage.Delivery {
    /// Reads a row of one of the lists of deliveries.
    init(_ row: Row, _ disclosure: Disclosure) throws {
        let (order, salesChannel) = (try row.string(2), try row.string(14))
        let status = try row.string(5)
        let isOpen = status == "pending" || status == "sending"
        self.init(
            path: PagePath.communication(try row.uuid(1).description),
            kind: CommunicationRow.name(try row.string(13)), orderID: order,
            orderPath: PagePath.order(salesChannel, order), salesChannel: salesChannel, channel: try row.string(3),
            recipient: disclosure.disclosed(recipient: try row.string(4)),
            status: DeliveryStatus(rawValue: status).map { Chip($0) } ?? Chip(status, .quiet),
            reason: status == "sent" ? nil : try row.optionalString(6), attempts: Int(try row.int32(7)),
            made: Moment(Timestamp(microseconds: try row.timestamp(9).microsecondsSince1970)),
            next: isOpen ? try row.optionalTimestamp(8).flatMap { Moment($0) } : nil,
            finished: try row.optionalTimestamp(10).flatMap { Moment($0) })
    }
}
