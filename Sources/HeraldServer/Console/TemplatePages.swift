internal import Communications
internal import Console
internal import Delivery
internal import EventLog
internal import HTTPTypes
internal import Projection

/// What every kind looks like with the templates as they are; nothing is stored or sent.
struct TemplatePages: Sendable {
    let door: ConsoleDoor
    let communications: CommunicationQueries
    let catalog: TemplateCatalog?
    let policy: Policy
    let invented: InventedCommunications
    let shards: Int

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies) {
        self.door = door
        communications = CommunicationQueries(pool: dependencies.pool)
        catalog = dependencies.templates
        policy = dependencies.policy
        invented = dependencies.invented
        shards = dependencies.shards
    }

    private static let parameters: [Parameter] = [
        .query("locale", .text, "In this locale; en by default."),
        .query("order", .text, "Of this order instead of an invented one."),
        .query("channel", .text, "Of this sales channel, or with its shop."),
    ]

    var routes: [Route] {
        [
            door.page(
                "/templates", operation: "showTemplates", "What every kind of communication looks like.",
                parameters: Self.parameters, show),
            door.page(
                "/templates/{kind}", operation: "showTemplate", "One kind as HTML, in a sandbox.",
                parameters: [.path("kind", .oneOf(Words.kinds), "The kind.")] + Self.parameters, html),
        ]
    }

    private func show(_ call: Call, _ visit: Visit) async throws -> Answer {
        let catalog = try templates()
        let known = catalog.writtenLocales
        let locale = try call.word("locale", of: known) ?? "en"
        let (order, channel) = (call.text("order"), call.text("channel"))
        let rest = [("order", order), ("channel", channel)].compactMap { name, value in
            value.map { "&\(name)=\(LocalPath.encoded($0))" }
        }.joined()
        let samples = try await samples(order, channel, visit)
        let kinds = try Kind.all.map { kind in
            var rendered: TemplatesPage.Rendered?
            if let sample = samples[kind] {
                rendered = try self.rendered(
                    sample, in: locale, catalog, path: "/templates/\(kind.name)?locale=\(locale)" + rest,
                    isInvented: order == nil)
            }
            let written = catalog.locale(of: kind, for: locale)
            return TemplatesPage.Kind(
                anchor: kind.name, name: CommunicationRow.name(kind.name),
                note: written == locale ? nil : "Its words are not complete in \(locale); it is written in \(written).",
                rendered: rendered, missing: "This order has none.",
                sources: catalog.sources(of: kind, in: locale).map { TemplatesPage.Source($0) })
        }
        let page = TemplatesPage(
            locales: known.map {
                ViewLink(text: $0, path: "/templates?locale=\($0)" + rest, isShown: $0 == locale)
            },
            locale: locale, order: order ?? "", salesChannel: channel ?? "",
            problems: TemplatesPage.Problems(catalog.problems.map(\.description)), kinds: kinds)
        return door.writer.answer(page, visit)
    }

    private func rendered(
        _ sample: StoredCommunication, in locale: String, _ catalog: TemplateCatalog, path: String, isInvented: Bool
    ) throws -> TemplatesPage.Rendered {
        let content = try render(sample, in: locale, catalog)
        let name = CommunicationRow.name(sample.kindName)
        return TemplatesPage.Rendered(
            subject: content.subject, htmlPath: path, frameTitle: "\(name) as HTML", text: content.text,
            textTitle: "\(name) as plain text", textMessage: content.textMessage,
            about: isInvented
                ? nil
                : Fact("Order", sample.orderID, path: PagePath.order(sample.salesChannel, sample.orderID)))
    }

    /// The same bytes as a mail would have, which the page of this server may frame.
    private func html(_ call: Call, _ visit: Visit) async throws -> Answer {
        let catalog = try templates()
        guard let kind = Kind(name: call.path("kind")) else { throw Problem.notFound("there is no such kind") }
        let locale = try call.word("locale", of: catalog.writtenLocales) ?? "en"
        guard let sample = try await samples(call.text("order"), call.text("channel"), visit)[kind] else {
            throw Problem.notFound("this order has no such communication")
        }
        let content = try render(sample, in: locale, catalog)
        var answer = Answer(.ok, contentType: Words.contentTypes["html"], body: Array(content.html.utf8))
        answer.headers.append((.contentSecurityPolicy, CommunicationEndpoints.sandboxPolicy))
        answer.headers.append((HTTPField.Name("X-Frame-Options")!, "SAMEORIGIN"))
        return answer
    }

    /// What is shown of each kind: of an order the newest, such as of several shipments; else invented.
    private func samples(
        _ order: String?, _ channel: String?, _ visit: Visit
    ) async throws -> [Kind: StoredCommunication] {
        guard let order else { return invented[channel] }
        guard visit.disclosure == .complete else {
            throw Problem(
                .forbidden, "mails of an order speak to a person by name; the role 'viewer' sees invented ones")
        }
        let found = try await communications.communications(
            ofOrder: order, shard: ShardHash.shard(ofOrder: order, among: shards))
        var samples: [Kind: StoredCommunication] = [:]
        for communication in found where channel == nil || communication.salesChannel == channel {
            guard let kind = communication.kind else { continue }
            if samples[kind].map({ $0.position <= communication.position }) ?? true { samples[kind] = communication }
        }
        return samples
    }

    private func render(
        _ sample: StoredCommunication, in locale: String, _ catalog: TemplateCatalog
    ) throws -> RenderedContent {
        var sample = sample
        sample.locale = locale
        let policy = policy
        return try TemplateRenderer(catalog) { policy.channel($0) }.render(sample)
    }

    private func templates() throws(Problem) -> TemplateCatalog {
        guard let catalog else {
            throw Problem.unavailable("this node has no templates; ask another", retryAfter: door.retryAfter)
        }
        return catalog
    }
}

extension TemplatesPage.Source {
    init(_ source: TemplateSource) {
        self.init(
            use: source.use.replacing("_", with: " "), path: source.path + ".mustache",
            origin: source.isOverride ? Chip("yours", .running) : Chip("built in", .quiet))
    }
}
