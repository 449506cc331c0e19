internal import Logging
internal import NIOCore

extension RouteTable {
    /// Every route that a server with these settings has.
    init(
        _ settings: ServerSettings, _ dependencies: ServerDependencies, _ gatekeeper: Gatekeeper, _ logger: Logger
    ) {
        var routes: [Route] = []
        if settings.parts.contains(.ingest) {
            routes += Self.ingest(settings, dependencies, gatekeeper, logger)
        }
        self.init(routes)
    }

    private static func ingest(
        _ settings: ServerSettings, _ dependencies: ServerDependencies, _ gatekeeper: Gatekeeper, _ logger: Logger
    ) -> [Route] {
        let refusals = Refusals(log: dependencies.rejections, metrics: dependencies.metrics, now: dependencies.now)
        let endpoint = OMSEndpoint(
            appender: dependencies.appender, refusals: refusals, counters: AppendCounters(dependencies.metrics),
            gatekeeper: gatekeeper, signature: SignatureCheck(secrets: settings.signatureSecrets),
            readers: ReaderPool(maximumBytes: settings.maximumBody),
            bodies: BodyReader(
                maximumInFlight: settings.maximumBodiesInFlight, timeout: settings.bodyTimeout,
                minimumRate: settings.minimumBodyRate),
            settings: settings, shards: dependencies.shards, now: dependencies.now,
            outages: OccasionalLog(logger))
        return [endpoint.route, OMSEndpoint.probe]
    }
}
