internal import Communications
internal import Console
internal import Delivery
internal import Postgres
internal import Projection
internal import Schema

/// Delivery channels: whether they work, pausing and resuming them, and samples that show it.
struct ChannelPages: Sendable {
    let door: ConsoleDoor
    let channels: ChannelControl?
    let samples: SampleSender?
    let invented: InventedCommunications
    let locales: [String]
    let pool: ConnectionPool

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies) {
        self.door = door
        channels = dependencies.channels
        samples = dependencies.samples
        invented = dependencies.invented
        pool = dependencies.pool
        locales = dependencies.templates?.writtenLocales ?? []
    }

    var routes: [Route] {
        let show = door.page(
            "/channels", operation: "showChannels", "Delivery channels, and what waits for them.",
            parameters: [.query("done", .oneOf(Self.outcomes.map(\.word)), "What came of the action before.")], show)
        let sample = door.form(
            "/send-test", needing: .operator, operation: "sendTestFromPage",
            "Sends a sample of invented data over a delivery channel, to a recipient of delivery.test_recipients.",
            fields: ["channel", "kind", "locale", "recipient", "reason"], sendTest)
        return [show, sample]
            + ChannelEndpoints.Change.allCases.map { change in
                door.form(
                    "/channels/{channel}/" + change.rawValue, needing: .operator,
                    operation: change.rawValue + "ChannelFromPage", change.summary(of: "a delivery channel"),
                    fields: ["reason", "endpoint"],
                    parameters: [.path("channel", .text, "The delivery channel, percent-encoded.")]
                ) { call, visit, form in
                    let destination = Destination(channel: call.path("channel"), endpoint: form.text("endpoint"))
                    let (actor, reason) = (visit.caller?.name ?? "", try form.reason())
                    let result =
                        switch change {
                        case .pause: try await control().pause(destination, by: actor, reason: reason)
                        case .resume: try await control().resume(destination, by: actor, reason: reason)
                        }
                    let word = result.isRepetition ? "nothing" : change.rawValue
                    return door.writer.redirect(to: "/channels?done=" + word)
                }
            }
    }

    /// What an action is called in the address of the page that follows, and what that page says.
    private static let outcomes: [(word: String, text: String)] = [
        ("pause", "Paused: nothing more leaves there until somebody resumes it. What was under way ends."),
        ("resume", "Resumed: what waited is on its way."),
        ("nothing", "It was so before; nothing was changed."),
        ("test", "The other side took the test. It is about nobody, and stands in the audit log alone."),
    ]

    private func control() throws(Problem) -> ChannelControl {
        guard let channels else {
            throw Problem.unavailable("this node knows no delivery channels; ask another", retryAfter: door.retryAfter)
        }
        return channels
    }

    private func sendTest(_ call: Call, _ visit: Visit, _ form: FormFields) async throws -> Answer {
        guard let samples else {
            throw Problem.unavailable("this node sends no samples; ask another", retryAfter: door.retryAfter)
        }
        guard let kind = form.text("kind").flatMap({ Kind(name: $0) }) else {
            throw Problem.invalidParameter("kind", "must be a kind of communication")
        }
        guard let recipient = form.text("recipient") else {
            throw Problem.invalidParameter("recipient", "must be an address, a telephone number or an endpoint")
        }
        guard var sample = invented[nil][kind] else { throw Problem.notFound("there is no sample of this kind") }
        if let locale = form.text("locale"), locales.contains(locale) { sample.locale = locale }
        let (channel, reason) = (form.text("channel") ?? "", try form.reason())
        let outcome: SendOutcome
        do {
            try samples.check(channel, recipient)
            let record: Parameters = [
                visit.caller?.name ?? "", reason, "a sample of \(kind.name) over \(channel)",
            ]
            try await pool.withConnection { connection in _ = try connection.execute(SQL.recordSample, record) }
            outcome = try await samples.send(sample, over: channel, to: recipient)
        } catch let error as SampleError {
            throw Problem(.refused, "nothing was sent: \(error)")
        }
        guard outcome.errorClass == nil else {
            throw Problem(.refused, "the test did not arrive (\(outcome.errorClass ?? "")): \(outcome.text)")
        }
        return door.writer.redirect(to: "/channels?done=test")
    }

    private func sampleForm(_ formToken: String?) -> ChannelsPage.SampleForm? {
        guard let formToken, let samples, !locales.isEmpty else { return nil }
        return ChannelsPage.SampleForm(
            channels: samples.channelNames.map { Choice($0, $0, isChosen: $0 == samples.channelNames.last) },
            kinds: Kind.all.map {
                Choice($0.name, CommunicationRow.name($0.name), isChosen: $0 == .customer(.shipmentConfirmation))
            },
            locales: locales.map { Choice($0, $0, isChosen: $0 == "en") }, formToken: formToken)
    }

    private func show(_ call: Call, _ visit: Visit) async throws -> Answer {
        let control = try control()
        let traffic = try await control.traffic()
        let formToken = visit.caller?.role?.allows(.operator) == true ? visit.formToken : nil
        let page = ChannelsPage(
            rows: try await control.list().enumerated().map { number, status in
                ChannelsPage.Row(
                    status, traffic.found[status.destination] ?? traffic.others, number: number, formToken: formToken)
            }, sample: sampleForm(formToken))
        let done = try call.word("done", of: Self.outcomes.map(\.word))
        return door.writer.answer(
            page, visit, notice: Self.outcomes.first { $0.word == done }.map { Notice($0.text) })
    }
}

extension ChannelEndpoints.Change {
    fileprivate var button: String { self == .pause ? "Pause" : "Resume" }

    fileprivate func summary(of name: String) -> String {
        switch self {
        case .pause: "Sends nothing over \(name) until somebody resumes it; its deliveries wait."
        case .resume: "Sends over \(name) again, whatever held it."
        }
    }
}

extension ChannelsPage.Row {
    /// - Parameters:
    ///   - number: unique on the page.
    ///   - formToken: nil for who may not act: then there are no forms.
    init(_ status: ChannelStatus, _ traffic: ChannelTraffic, number: Int, formToken: String?) {
        let (destination, breaker) = (status.destination, status.breaker)
        let query = "?channel=\(LocalPath.encoded(destination.channel))&status="
        let isWhole = destination.endpoint == nil
        self.init(
            name: destination.description, status: breaker.state.chip,
            reason: Self.reason(breaker, isConfigured: status.isConfigured),
            since: breaker.state == .closed ? nil : Moment(breaker.since),
            nextProbe: breaker.nextProbeAt.map { Moment($0) }, due: traffic.due.text, waiting: status.waiting,
            sent: traffic.sent.text, failed: traffic.failed.text, duePath: isWhole ? "/outbox\(query)pending" : nil,
            failedPath: isWhole ? "/outbox\(query)failed" : nil, forms: [])
        guard let formToken else { return }
        // What failures hold may be resumed at once, and also paused for good.
        let changes: [ChannelEndpoints.Change] =
            switch breaker.state {
            case .closed: [.pause]
            case .open, .halfOpen: [.resume, .pause]
            case .paused, .gone: [.resume]
            }
        forms = changes.map { change in
            SettlementForm(
                name: "\(change.rawValue)-\(number)",
                path: "/channels/\(LocalPath.encoded(destination.channel))/\(change.rawValue)", text: change.button,
                summary: change.summary(of: destination.description), formToken: formToken,
                endpoint: destination.endpoint)
        }
    }

    private static func reason(_ breaker: Breaker, isConfigured: Bool) -> String? {
        var parts: [String] = []
        if breaker.state == .paused, let person = breaker.changedBy {
            parts.append("paused by \(person): \(breaker.changeReason ?? "")".sentence)
        } else if breaker.state != .closed {
            parts += [breaker.reason, breaker.detail].compactMap { $0?.sentence }
            if breaker.failures > 0 { parts.append("Failures one after the other: \(breaker.failures).") }
        }
        if !isConfigured { parts.append("It is not configured any more.") }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}

extension ChannelTraffic.Count {
    fileprivate var text: String { isPartial ? "\(value) or more" : String(value) }
}

extension Breaker.State {
    fileprivate var chip: Chip {
        switch self {
        case .closed: Chip("works", .good)
        case .open: Chip("left alone", .bad)
        case .halfOpen: Chip("is tried again", .waiting)
        case .paused: Chip("paused", .waiting)
        case .gone: Chip("wants no more", .bad)
        }
    }
}
