internal import Console
internal import Delivery
internal import HTTPTypes

/// The console's routes.
struct ConsoleRoutes: Sendable {
    let door: ConsoleDoor
    let orders: OrderPages
    let communications: CommunicationPages
    let outbox: OutboxPages
    let failedActions: FailedActionPages
    let notSent: NotSentPages
    let channels: ChannelPages
    let templates: TemplatePages
    let policy: PolicyPages
    let engine: EnginePages
    let live: LivePages
    let reference: ReferencePages

    /// - Parameter described: the routes that the API's description has.
    init(
        door: ConsoleDoor, _ dependencies: ServerDependencies, _ history: EngineHistory, _ failed: FailedDeliveries,
        _ live: LivePages, described: [Route]
    ) {
        self.door = door
        orders = OrderPages(door, dependencies)
        communications = CommunicationPages(door, dependencies)
        outbox = OutboxPages(door, dependencies, failed)
        failedActions = FailedActionPages(door, dependencies, failed)
        notSent = NotSentPages(door, dependencies)
        channels = ChannelPages(door, dependencies)
        templates = TemplatePages(door, dependencies)
        policy = PolicyPages(door, dependencies)
        engine = EnginePages(door, dependencies, history)
        self.live = live
        reference = ReferencePages(door: door, described: described)
    }

    var all: [Route] {
        SignIn(door: door).routes + [assets] + orders.routes + communications.routes + outbox.routes
            + failedActions.routes + notSent.routes + channels.routes + templates.routes + policy.routes
            + engine.routes + live.routes + reference.routes
    }

    /// Style, script and picture. There is nothing secret in them, and the sign-in page needs them.
    private var assets: Route {
        let known = Dictionary(uniqueKeysWithValues: Asset.all.map { ($0.name, $0) })
        return Route(
            .get, "/assets/{file}", .open, operation: "getAsset", "A file that pages refer to.",
            answer: (200, "text/css", "The file.")
        ) { call in
            guard let asset = known[call.path("file")] else {
                throw Problem.notFound("there is no such file; load the page that refers to it again")
            }
            var answer = Answer(.ok, contentType: asset.contentType, body: asset.bytes)
            answer.headers = [(.cacheControl, "public, max-age=31536000, immutable")]
            return answer
        }.with {
            $0.isPage = true
            $0.parameters = [.path("file", .text, "Its name, which changes with its content.")]
        }
    }
}
