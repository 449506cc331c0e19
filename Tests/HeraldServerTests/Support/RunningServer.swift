import Communications
import Delivery
import EventLog
import HeraldMetrics
import HeraldServer
import HeraldTesting
import Logging
import Postgres
import Projection
import ServiceLifecycle

/// A server with all that it needs, listening on a port of its own.
struct RunningServer: Sendable {
    let port: Int
    let metrics: MetricsRegistry
    let pool: ConnectionPool
    let server: HeraldServer
    let rejections: RejectedInputLog
    /// Begins a graceful shutdown of the server.
    let stop: @Sendable () async -> Void

    /// Runs the body with a server on a database.
    ///
    /// - Parameters:
    ///   - projects: whether messages are folded too.
    ///   - change: changes the settings.
    static func with<Result: Sendable>(
        pool: ConnectionPool = TestDatabase.current.pool, projects: Bool = false, limits: AppendLimits = .default,
        actions: (any CommunicationActing)? = nil, channels: ChannelControl? = nil,
        templates: TemplateCatalog? = nil, samples: SampleSender? = nil, policySettings: [PolicySetting] = [],
        identityProvider: IdentityProvider? = nil, _ change: (inout ServerSettings) -> Void = { _ in },
        _ body: @Sendable @escaping (RunningServer) async throws -> Result
    ) async throws -> Result {
        var settings = ServerSettings(port: 0, version: "1.2.3")
        settings.tokenRefresh = .milliseconds(100)
        change(&settings)
        let metrics = MetricsRegistry(version: "1.2.3")
        let projection = ProjectionService(
            pool: pool, policy: Policy(), settings: ProjectionSettings(poll: .milliseconds(20)),
            node: PostgresUUID(high: .random(in: 1 ... .max), low: 1), logger: TestLog.quiet)
        let appender = MessageAppender(pool: pool, limits: limits, onAppended: { projection.signal($0.keys) })
        let rejections = RejectedInputLog(pool: pool, logger: TestLog.quiet)
        let shards = 64
        let server = HeraldServer(
            settings: settings,
            dependencies: ServerDependencies(
                pool: pool, appender: appender, rejections: rejections, policy: Policy(), metrics: metrics,
                shards: shards, actions: actions, channels: channels,
                templates: templates, samples: samples, policySettings: policySettings,
                identityProvider: identityProvider, now: { Clock.now }),
            logger: TestLog.quiet)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await appender.run() }
            group.addTask { await rejections.run() }
            if projects { group.addTask { try await projection.run() } }
            let services = ServiceGroup(services: [server], logger: TestLog.quiet)
            group.addTask { try await services.run() }
            guard let port = await server.untilListening() else { throw TestConnection.Closed() }
            let running = RunningServer(
                port: port, metrics: metrics, pool: pool, server: server, rejections: rejections,
                stop: { await services.triggerGracefulShutdown() })
            do {
                let result = try await body(running)
                group.cancelAll()
                return result
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    func connect() throws -> TestConnection { try TestConnection(port: port) }

    /// Sends one request over a connection of its own.
    func send(
        _ method: String, _ target: String, _ headers: [String: String] = [:], _ body: [UInt8]? = nil
    ) async throws -> TestResponse {
        let connection = try connect()
        try await connection.send(Self.request(method, target, headers, body))
        return try await connection.response(toHead: method == "HEAD")
    }

    func get(_ target: String, _ headers: [String: String] = [:]) async throws -> TestResponse {
        try await send("GET", target, headers)
    }

    func post(_ target: String, _ body: String, _ headers: [String: String] = [:]) async throws -> TestResponse {
        try await send("POST", target, headers, Array(body.utf8))
    }

    static func request(
        _ method: String, _ target: String, _ headers: [String: String] = [:], _ body: [UInt8]? = nil
    ) -> [UInt8] {
        var text = "\(method) \(target) HTTP/1.1\r\n"
        if headers["Host"] == nil { text += "Host: localhost\r\n" }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Length: \(body.count)\r\n" }
        return Array((text + "\r\n").utf8) + (body ?? [])
    }
}

extension RunningServer {
    /// Waits until everything in the log is folded.
    func untilProjected() async throws {
        while true {
            let behind = try await pool.withConnection { connection in
                try connection.query(
                    Statement(
                        name: "",
                        sql: """
                            SELECT count(*) FROM shard_position p JOIN checkpoint c ON c.shard = p.shard AND c.is_live
                            WHERE p.position > c.position
                            """))[0].int(0)
            }
            if behind == 0 { return }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
