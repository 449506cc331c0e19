internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOPosix
public import ServiceLifecycle

/// Herald's HTTP server: the bus's endpoint, the API, the console, health and metrics.
///
/// Runs until the task is cancelled or a graceful shutdown begins: then it accepts no more connections and finishes the
/// requests under way, within ``ServerSettings/shutdownLimit``.
public final class HeraldServer: Service {
    let settings: ServerSettings
    let table: RouteTable
    let directory: TokenDirectory
    private let handler: RequestHandler
    private let listening = ListeningPort()
    private let history: EngineHistory
    private let invented: InventedCommunications
    private let now: @Sendable () -> Int64
    private let logger: Logger

    public init(settings: ServerSettings, dependencies: ServerDependencies, logger: Logger) {
        self.settings = settings
        self.logger = logger
        directory = TokenDirectory(
            configured: settings.tokens, tokens: AccessTokens(pool: dependencies.pool), refresh: settings.tokenRefresh,
            logger: logger)
        let gatekeeper = Gatekeeper(
            directory: directory, provider: dependencies.identityProvider, retryAfter: settings.retryAfter)
        history = EngineHistory(pool: dependencies.pool)
        table = RouteTable(settings, dependencies, gatekeeper, directory, history, logger)
        invented = dependencies.invented
        now = dependencies.now
        let metrics = dependencies.metrics
        handler = RequestHandler(
            table: table, gatekeeper: gatekeeper,
            instruments: table.routes.map { RouteInstruments($0.pattern.text, metrics) },
            unmatched: RouteInstruments("unmatched", metrics), ids: RequestIDs(), date: DateHeader(),
            crossOrigin: CrossOrigin(origins: Set(settings.corsOrigins)),
            retryAfter: settings.retryAfter, pages: settings.parts.contains(.api) ? PageWriter(settings) : nil,
            now: dependencies.now, logger: logger)
    }

    /// The port it listens on; nil until it does.
    public var boundPort: Int? { listening.port }

    /// Waits until it listens; the port, or nil if it ended before.
    public func untilListening() async -> Int? { await listening.wait() }

    public func run() async throws {
        defer { listening.set(nil) }
        // Whoever calls first should not find the tokens unknown. Without a database, health is answered all the same.
        try? await directory.reload()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.directory.run() }
            if self.settings.parts.contains(.api) {
                group.addTask { await self.history.run(now: self.now) }
                // Takes a moment, for which nobody who looks at templates first should wait; nor should the first requests. It
                // ends with the server: what goes on while the process exits crashes.
                group.addTask(priority: .background) {
                    do { try await Task.sleep(for: .seconds(1)) } catch { return }
                    _ = self.invented[nil]
                    // The server is the first that ends.
                    try? await Task.sleep(for: .seconds(Int64(Int32.max)))
                }
            }
            group.addTask { try await self.serve() }
            // Directory and history end by cancellation alone: the first to end otherwise is the server.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func serve() async throws {
        let server = Server(
            childChannelSetup: ConnectionHandler(http1: http1, short: short), configuration: configuration,
            onServerRunning: { channel in self.listening.set(channel.localAddress?.port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quietLogger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask {
                try await gracefulShutdown()
                try await Task.sleep(for: self.settings.shutdownLimit)
                self.logger.warning("requests were still under way at the end of the time for shutting down")
            }
            defer { group.cancelAll() }
            do { try await group.next() } catch is CancellationError {}
        }
    }

    private var http1: HTTP1Channel {
        let handler = handler
        return HTTP1Channel(
            responder: { request, writer, channel in
                try await handler.respond(to: request, writer: writer, channel: channel)
            },
            configuration: HTTP1Channel.Configuration(
                // Connections are closed by ShortExchange, which knows of all their requests.
                idleTimeout: nil,
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: settings.maximumHead, maxHeaderListSize: settings.maximumHead,
                    maxHeaderFieldCount: 100)))
    }

    private var short: ShortExchange.Server {
        ShortExchange.Server(
            handler: handler, idleTimeout: TimeAmount(settings.idleTimeout),
            bodyTime: { [settings] in
                BodyReader.timeAllowed(size: $0, timeout: settings.bodyTimeout, minimumRate: settings.minimumBodyRate)
            })
    }

    private var configuration: ServerConfiguration {
        ServerConfiguration(
            address: .hostname(settings.host, port: settings.port), backlog: 1024,
            availableConnectionsDelegate: MaximumAvailableConnections(settings.maximumConnections))
    }

    /// What the library says of single connections is of no use to an operator.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .notice)
        return logger
    }
}
