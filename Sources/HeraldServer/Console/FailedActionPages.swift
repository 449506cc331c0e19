internal import Communications
internal import Console
internal import Delivery
internal import OMSMessages
internal import Postgres

/// Retrying and dismissing all dead letters that a filter matches: first a page that says how many, then the deed.
struct FailedActionPages: Sendable {
    let door: ConsoleDoor
    let failed: FailedDeliveries
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    let now: @Sendable () -> Int64

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies, _ failed: FailedDeliveries) {
        self.door = door
        self.failed = failed
        now = dependencies.now
    }

    var routes: [Route] {
        FailedDeliveries.Action.allCases.flatMap { action in
            [
                door.page(
                    "/outbox/failed/" + action.rawValue, needing: .operator,
                    operation: action.rawValue + "FailedDeliveriesAsked",
                    "How many failed deliveries an action would change.", parameters: OutboxFilter.failedParameters
                ) { call, visit in try await ask(action, call, visit) },
                door.form(
                    "/outbox/failed/" + action.rawValue, needing: .operator,
                    operation: action.rawValue + "FailedDeliveriesFromPage", action.summary(nil),
                    fields: ["reason", "key", "count"], parameters: OutboxFilter.failedParameters
                ) { call, visit, form in try await perform(action, call, visit, form) },
            ]
        }
    }

    private func ask(_ action: FailedDeliveries.Action, _ call: Call, _ visit: Visit) async throws -> Answer {
        let asked = try OutboxFilter(call).failed
        // What fails while the page is read is not meant.
        var filter = asked
        let moment = PostgresTimestamp(microsecondsSince1970: now())
        filter.until = filter.until.map { min($0, moment) } ?? moment
        let count = try await failed.count(filter)
        let number = min(count.deliveries, FailedDeliveries.maximumLimit)
        var summary = action.summary(count.deliveries)
        if count.deliveries > number {
            summary = action.summary(number) + " These are the oldest of \(Figures.grouped(count.deliveries))."
        } else if count.deliveries > 0 {
            let communications =
                count.communications == 1
                ? "1 communication" : "\(Figures.grouped(count.communications)) communications"
            summary += " They belong to \(communications)."
        }
        let back = asked.values.isEmpty ? "/outbox" : "/outbox?status=failed&" + asked.query
        var form: FailedActionPage.Form?
        if number > 0 {
            form = FailedActionPage.Form(
                path: "/outbox/failed/\(action.rawValue)?" + filter.query, button: action.button(number),
                formToken: visit.formToken,
                hidden: [
                    Fact("count", String(number)), Fact("key", Hexadecimal.text(RandomBytes.make(words: 2))),
                ])
        } else {
            summary = "No failed delivery is like that; there is nothing to do."
        }
        return door.writer.answer(
            FailedActionPage(
                heading: action.heading, summary: summary, filter: filter.facts, form: form, backPath: back), visit)
    }

    private func perform(
        _ action: FailedDeliveries.Action, _ call: Call, _ visit: Visit, _ form: FormFields
    ) async throws -> Answer {
        guard let key = form.text("key"), key.utf8.count == 32,
            let count = form.text("count").flatMap({ Int($0) }), (1...FailedDeliveries.maximumLimit).contains(count)
        else {
            throw Problem(.invalidBody, "the form is not one of this server's; load the page before it again")
        }
        _ = try await failed.perform(
            action, on: try OutboxFilter(call).failed, limit: count,
            ActionRequest(actor: visit.caller?.name ?? "", reason: try form.reason(), idempotencyKey: key))
        return door.writer.redirect(to: "/outbox?done=" + key)
    }
}

extension FailedDeliveryFilter {
    /// Which dead letters are meant, as people say it.
    fileprivate var facts: [Fact] {
        func fact(_ name: String, _ time: PostgresTimestamp?) -> Fact? {
            time.flatMap { Moment($0) }.map { Fact(name, $0) }
        }
        return [
            kind.map { Fact("Kind", CommunicationRow.name($0.name)) }, channel.map { Fact("Over", $0) },
            errorClass.map { Fact("Error", $0) }, fact("Failed since", since), fact("Failed before", until),
        ].compactMap(\.self)
    }
}

extension FailedDeliveries.Action {
    /// What a button says.
    func button(_ count: Int) -> String {
        let number = count == 1 ? "1 delivery" : "\(Figures.grouped(count)) deliveries"
        return switch self {
        case .retry: "Try \(number) again"
        case .dismiss: "Dismiss \(number)"
        }
    }

    fileprivate var heading: String {
        switch self {
        case .retry: "Try failed deliveries again"
        case .dismiss: "Dismiss failed deliveries"
        }
    }

    /// What it does, in a sentence.
    /// - Parameter count: of deliveries; nil: all that are meant.
    fileprivate func summary(_ count: Int?) -> String {
        let number = count.map { $0 == 1 ? "1 delivery" : "\(Figures.grouped($0)) deliveries" } ?? "failed deliveries"
        return switch self {
        case .retry: "This will try \(number) again, from the beginning of the schedule."
        case .dismiss: "This will dismiss \(number): nobody tries them any more."
        }
    }

    /// What it did.
    func report(_ result: FailedDeliveries.Result) -> String {
        let one = result.deliveries == 1
        let done =
            switch self {
            case .retry:
                one ? "1 delivery is tried again" : "\(Figures.grouped(result.deliveries)) deliveries are tried again"
            case .dismiss:
                one ? "1 delivery was dismissed" : "\(Figures.grouped(result.deliveries)) deliveries were dismissed"
            }
        guard result.remaining > 0 else { return done + "; none like them is left." }
        return done + "; \(Figures.grouped(result.remaining)) like them \(result.remaining == 1 ? "is" : "are") left."
    }
}
