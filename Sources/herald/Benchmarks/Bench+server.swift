import Communications
import Delivery
import EventLog
import HeraldConfiguration
import HeraldServer
import Logging
import Postgres
import Projection

extension Bench {
    /// Runs something against a server with what `herald serve` gives it but a worker that delivers, on a free port of this
    /// machine.
    /// - Parameters:
    ///   - policy: messages are folded by it too, as a node does; nil: they are not.
    ///   - body: gets the port.
    func withServer<Result: Sendable>(
        parts: Set<ServerSettings.Part>, folding policy: Policy? = nil,
        _ body: @Sendable @escaping (Int) async throws -> Result
    ) async throws -> Result {
        // The end of the measurement cancels connections; that is no error of the server.
        var quiet = node.logger
        quiet.logLevel = .critical
        let configuration = node.configuration
        let projection = ProjectionService(
            pool: node.pool, policy: policy ?? configuration.policy,
            settings: ProjectionSettings(
                workers: configuration.projection.workers, page: configuration.projection.page,
                poll: configuration.projection.poll, lease: configuration.projection.lease),
            node: Node.newNodeID(), logger: quiet)
        let appender = MessageAppender(
            pool: node.pool,
            limits: AppendLimits(
                lanes: configuration.ingest.lanes, maximumQueued: configuration.ingest.queue,
                maximumBatch: configuration.ingest.batch),
            onAppended: { projection.signal($0.keys) })
        let rejections = RejectedInputLog(pool: node.pool, logger: quiet)
        var settings = ServerSettings(host: "127.0.0.1", port: 0, parts: parts, version: Herald.version)
        // As many as send at the same time here; the default is for strangers.
        settings.maximumImports = Self.bulkConnections
        let server = HeraldServer(
            settings: settings,
            dependencies: ServerDependencies(
                pool: node.pool, appender: appender, rejections: rejections, policy: configuration.policy,
                metrics: node.metrics, shards: node.shards,
                channels: ChannelControl(
                    pool: node.pool, destinations: ServiceComposition.destinations(configuration), logger: quiet),
                templates: try ServiceComposition.templates(node), now: { Node.now() }),
            logger: quiet)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                await appender.run()
                return nil
            }
            group.addTask {
                await rejections.run()
                return nil
            }
            if policy != nil {
                group.addTask {
                    try await projection.run()
                    return nil
                }
            }
            group.addTask {
                try await server.run()
                return nil
            }
            defer { group.cancelAll() }
            guard let port = await server.untilListening() else { throw BenchError.unexpectedAnswer(0) }
            group.addTask { try await body(port) }
            // Whatever ends before the measurement ends it.
            guard let ended = try await group.next(), let result = ended else { throw BenchError.serviceEnded }
            return result
        }
    }
}
