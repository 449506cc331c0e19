import Logging
import ServiceLifecycle

extension EmbeddedCluster {
    /// How often the size of the server's log file is looked at.
    private static let logCheckInterval = Duration.seconds(60)

    /// Supervises the server until graceful shutdown or cancellation, then stops it.
    ///
    /// A server that dies is started again after a delay that doubles; too many deaths in a row end the supervision.
    ///
    /// - Throws: ``EmbeddedPostgresError/gaveUp(dataDirectory:restarts:logFile:)``.
    public func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await self.supervise() }
        } catch is CancellationError {
            // The usual end.
        } catch {
            await stop()
            throw error
        }
        await stop()
    }

    private func supervise() async throws {
        var backoff = RestartBackoff(policy: options.restarts)
        while true {
            switch phase {
            case .stopped: return
            case .changing: await phaseChange()
            case .running:
                if let server, server.isRunning {
                    if await server.exitStatus(within: Self.logCheckInterval) == nil { serverLog.trim() }
                    try Task.checkCancellation()
                } else {
                    try await revive(&backoff)
                }
            }
        }
    }

    /// Starts a server that died, once its delay is over.
    private func revive(_ backoff: inout RestartBackoff) async throws {
        let status = server?.status
        let uptime = ContinuousClock.now - startedAt
        guard let delay = backoff.delay(afterUptime: uptime) else {
            throw EmbeddedPostgresError.gaveUp(
                dataDirectory: layout.root, restarts: backoff.attempts, logFile: layout.log)
        }
        logger.error(
            "PostgreSQL died and will be restarted",
            metadata: [
                "status": "\(status.map(\.description) ?? "could not be started")", "attempt": "\(backoff.attempts)",
                "delay": "\(delay)", "log": "\(layout.log)",
            ])
        try await Task.sleep(for: delay)
        // Somebody may have stopped or restarted it during the delay.
        guard phase == .running, server?.isRunning != true else { return }
        phase = .changing
        defer { settlePhase(.running) }
        do {
            try await launch()
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("PostgreSQL could not be restarted", metadata: ["error": "\(error)"])
            await endServer()
            startedAt = .now
        }
    }
}
