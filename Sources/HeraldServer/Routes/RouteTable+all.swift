internal import Delivery
internal import EventLog
internal import HTTPTypes
internal import Logging
internal import NIOCore
internal import OMSMessages
internal import Projection

extension RouteTable {
    /// Every route that a server with these settings has.
    init(
        _ settings: ServerSettings, _ dependencies: ServerDependencies, _ gatekeeper: Gatekeeper,
        _ directory: TokenDirectory, _ history: EngineHistory, _ logger: Logger
    ) {
        let bodies = BodyReader(
            maximumInFlight: settings.maximumBodiesInFlight, timeout: settings.bodyTimeout,
            minimumRate: settings.minimumBodyRate)
        let failed = FailedDeliveries(pool: dependencies.pool, logger: logger)
        var routes: [Route] = []
        if settings.parts.contains(.ingest) {
            routes += Self.ingest(settings, dependencies, gatekeeper, bodies, logger)
        }
        // Open pages take no place from those that follow by the API.
        let (stream, pageStream) = (
            EventStreamEndpoint(settings, dependencies, gatekeeper),
            EventStreamEndpoint(settings, dependencies, gatekeeper)
        )
        if settings.parts.contains(.api) {
            routes +=
                APIRoutes(
                    orders: OrderEndpoints(dependencies), communications: CommunicationEndpoints(dependencies),
                    actions: ActionEndpoints(
                        actions: dependencies.actions, bodies: bodies, retryAfter: settings.retryAfter),
                    operations: OperationEndpoints(pool: dependencies.pool),
                    channels: ChannelEndpoints(
                        channels: dependencies.channels, bodies: bodies, retryAfter: settings.retryAfter),
                    failedDeliveries: FailedDeliveryEndpoints(deliveries: failed, bodies: bodies),
                    stream: stream,
                    audit: AuditEndpoint(log: AuditLog(pool: dependencies.pool))
                ).all
        }
        routes += Self.health(settings, HealthEndpoints(settings, dependencies))
        let description = Route(
            .get, "/openapi.json", .open, operation: "getDescription", "This description.",
            answer: (200, Answer.jsonType, "OpenAPI 3.1."), handle: { _ in Answer(.ok) }
        )
        .with {
            $0.isTagged = true
            $0.schema = .any("{}")
        }
        // The description describes itself too, so it is made of the table that it is part of.
        let bytes = OpenAPIDocument.bytes(routes + [description], version: settings.version)
        routes.append(
            description.answering { _ in
                var answer = Answer(.ok, contentType: Answer.jsonType, body: bytes)
                // Nothing of anybody stands in it.
                answer.headers.append((.cacheControl, "no-cache"))
                return answer
            })
        if settings.parts.contains(.api) {
            let door = ConsoleDoor(
                gatekeeper: gatekeeper,
                sessions: ConsoleSessions(
                    pool: dependencies.pool, directory: directory, lifetime: settings.sessionLifetime),
                writer: PageWriter(settings), bodies: bodies, retryAfter: settings.retryAfter)
            routes +=
                ConsoleRoutes(
                    door: door, dependencies, history, failed, LivePages(door: door, stream: pageStream),
                    described: routes
                ).all
        }
        self.init(routes)
    }

    private static func ingest(
        _ settings: ServerSettings, _ dependencies: ServerDependencies, _ gatekeeper: Gatekeeper,
        _ bodies: BodyReader, _ logger: Logger
    ) -> [Route] {
        let refusals = Refusals(log: dependencies.rejections, metrics: dependencies.metrics, now: dependencies.now)
        let maximumBody = settings.maximumBody
        let endpoint = OMSEndpoint(
            appender: dependencies.appender, refusals: refusals, counters: AppendCounters(dependencies.metrics),
            gatekeeper: gatekeeper, signature: SignatureCheck(secrets: settings.signatureSecrets),
            readers: OMSReaderPool { OMSMessageReader(limits: OMSMessageReader.Limits(maximumBytes: maximumBody)) },
            bodies: bodies, settings: settings,
            shards: dependencies.shards, now: dependencies.now, outages: OccasionalLog(logger),
            notifications: NotificationContract(
                pool: dependencies.pool, actions: dependencies.actions, policy: dependencies.policy,
                shards: dependencies.shards))
        func importer(isLive: Bool) -> Importer {
            Importer(
                pool: dependencies.pool, appender: dependencies.appender,
                options: ImportOptions(
                    isLive: isLive, maximumLineBytes: settings.maximumBody,
                    reportedRejections: ImportEndpoint.reportedRejections), now: dependencies.now, logger: logger)
        }
        let imports = ImportEndpoint(
            historical: importer(isLive: false), live: importer(isLive: true), maximum: settings.maximumImports,
            retryAfter: settings.retryAfter)
        return [endpoint.route, OMSEndpoint.probe, imports.route]
    }

    private static func health(_ settings: ServerSettings, _ health: HealthEndpoints) -> [Route] {
        [
            Route(
                .get, "/healthz", .open, operation: "isAlive", "Whether the process lives.",
                answer: (200, Answer.jsonType, "It does."), handle: health.alive
            ).with { $0.schema = .object([.init("alive", .flag(true))]) },
            Route(
                .get, "/readyz", .open, operation: "isReady",
                "Whether the database is reachable and migrated, and the projection advances.",
                answer: (200, Answer.jsonType, "It is ready."), handle: health.ready
            ).with {
                $0.problems = [.unavailable]
                $0.schema = .object([
                    .init("ready", .flag(true)), .init("reasons", .list(of: .text("")), "What speaks against it."),
                ])
            },
            Route(
                .get, "/metrics", .role(.viewer), operation: "getMetrics", "Metrics in the Prometheus text format.",
                answer: (200, "text/plain", "The metrics."), handle: health.metrics),
        ]
    }
}
