import Communications
import Delivery
import EventLog
import HeraldConfiguration
import HeraldMetrics
import HeraldServer
import Logging
import Postgres
import Projection
import ServiceLifecycle
import UnixSignals

/// Everything long-lived of `herald serve`, wired together: this is the composition root.
struct ServiceComposition {
    private let node: Node
    private let services: [any Service]

    init(node: Node) async throws {
        self.node = node
        let configuration = node.configuration
        let metrics = node.metrics
        let policy = configuration.policy
        let roles = Set(configuration.roles)
        var services: [any Service] = []
        if let cluster = node.cluster { services.append(cluster) }

        let templates = try Self.templates(node)
        let channels = Self.channels(configuration)
        // Where no node delivers, the worker exists all the same and is simply never run.
        let delivery = DeliveryWorker(
            pool: node.pool, channels: channels,
            renderer: TemplateRenderer(templates, policy: { policy.channel($0) }),
            policy: { policy.channel($0) },
            options: Self.deliveryOptions(configuration),
            logger: node.logger, metrics: metrics)
        let projection = ProjectionService(
            pool: node.pool, policy: policy,
            settings: ProjectionSettings(
                workers: configuration.projection.workers, page: configuration.projection.page,
                poll: configuration.projection.poll, lease: configuration.projection.lease),
            node: Node.newNodeID(), logger: node.logger,
            onProgress: { progress in
                metrics.projectionMessages.increment(by: progress.messages)
                metrics.projectionTransactionDuration.observe(progress.duration)
                for communication in progress.communications {
                    metrics.communications(
                        kind: communication.kind.name, status: communication.disposition.status.rawValue,
                        reason: communication.disposition.reason
                    ).increment(by: 1)
                }
                if progress.communications.contains(where: { $0.disposition == .pending }) { delivery.signal() }
            })
        let appender = MessageAppender(
            pool: node.pool,
            limits: AppendLimits(
                lanes: configuration.ingest.lanes, maximumQueued: configuration.ingest.queue,
                maximumBatch: configuration.ingest.batch),
            observe: { observation in
                metrics.appendDuration.observe(observation.duration)
                metrics.appendBatchSize.observe(Double(observation.messages))
                metrics.appendQueue.set(Double(observation.queued))
            },
            onAppended: { positions in projection.signal(positions.keys) })
        let rejections = RejectedInputLog(pool: node.pool, logger: node.logger)

        if roles.contains(.ingest) || roles.contains(.api) {
            services.append(Running("appender") { await appender.run() })
            services.append(Running("rejected input") { await rejections.run() })
        }
        if roles.contains(.project) { services.append(projection) }
        if roles.contains(.deliver) { services.append(delivery) }
        if roles.contains(.ingest) || roles.contains(.api) {
            let actions = CommunicationActions(
                pool: node.pool, policy: { policy.channel($0) },
                logger: node.logger)
            services.append(
                try await Self.server(
                    node, appender: appender, rejections: rejections, actions: actions, templates: templates,
                    samples: Self.samples(configuration, channels: channels, templates: templates)))
        }
        self.services = services
    }

    /// Runs until a signal or a failure.
    func run() async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: node.logger))
        try await group.run()
    }
}

/// A long-lived loop as a service: it ends by cancellation when the group shuts down.
struct Running: Service {
    private let name: String
    private let body: @Sendable () async -> Void

    init(_ name: String, _ body: @escaping @Sendable () async -> Void) {
        self.name = name
        self.body = body
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { await body() }
    }
}
