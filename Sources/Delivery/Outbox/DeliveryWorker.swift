public import Communications
public import HeraldMetrics
public import Logging
public import Postgres
import Schema
public import ServiceLifecycle
import Synchronization

/// Sends what the outbox holds: claims due deliveries, guards, renders, sends, records; again and again, with
/// ``DeliveryOptions/workers`` loops that claim side by side.
///
/// A loop claims more as soon as half of what it may have claimed is finished, so a delivery that hangs takes one place
/// and holds up nothing else. Any number of workers may run on one database. Every delivery is handed over at least once and normally exactly once:
/// only a worker that dies between sending and recording makes it leave twice, with the same id and the same bytes.
public final class DeliveryWorker: Service {
    let outbox: Outbox
    let wakeUp = WakeUp()
    let isStopping = Atomic<Bool>(false)
    /// Says that something is overdue.
    let overdueWork = WakeUp()

    /// - Parameters:
    ///   - pool: connections to herald's database.
    ///   - channels: the ways on which messages leave, by their names.
    ///   - renderer: makes the texts.
    ///   - policy: the settings of a sales channel.
    ///   - options: limits and times.
    ///   - logger: gets ids and reasons, never personal data.
    ///   - metrics: counts attempts.
    public init(
        pool: ConnectionPool, channels: [any DeliveryChannel], renderer: any ContentRenderer,
        policy: @escaping @Sendable (String) -> ChannelPolicy, options: DeliveryOptions = DeliveryOptions(),
        logger: Logger, metrics: MetricsRegistry? = nil
    ) {
        outbox = Outbox(
            pool: pool, channels: Dictionary(channels.map { ($0.name, $0) }, uniquingKeysWith: { $1 }),
            renderer: renderer, policy: policy, options: options, logger: logger, metrics: metrics)
    }

    /// Works until graceful shutdown, which lets what is claimed be sent, or cancellation, which does not.
    public func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await cancelWhenGracefulShutdown { await self.workOverdue() } }
                for number in 0..<outbox.options.workers { group.addTask { await self.work(number) } }
            }
        } onGracefulShutdown: {
            self.isStopping.store(true, ordering: .relaxed)
            self.wakeUp.end()
        }
    }

    /// Says that there may be work: shortens the wait, and nothing depends on it.
    public func signal() { wakeUp.signal() }

    /// Does one round: at most one batch of deliveries.
    /// - Throws: when the database cannot be reached; what was claimed comes back after the claim's time.
    @discardableResult public func dispatch() async throws -> DispatchReport {
        var claim = try await outbox.claim(outbox.options.batchSize)
        var report = DispatchReport(examined: claim.examined, claimed: claim.claimed, stopped: claim.stopped)
        try await outbox.prepare(&claim)
        let ended = try await outbox.deliver(claim, worker: 0)
        for attempt in ended {
            switch attempt.outcome {
            case .sent: report.sent += 1
            case .temporary, .permanent, .ambiguous: report.notSent += 1
            }
        }
        return report
    }

    /// Takes over delegated confirmations and raises holds that are past their time, at most one batch of each.
    @discardableResult public func handleOverdue() async throws -> OverdueReport {
        OverdueReport(
            takenOver: try await outbox.takeOverDelegated(), raised: try await outbox.raiseOverdueHolds())
    }

    /// Lets probes out whose time has come, and makes due what waited for channels that work again.
    /// - Returns: how many deliveries are due now that were not.
    @discardableResult public func tendBreakers() async throws -> Int { try await outbox.tendBreakers() }

    /// Does everything that is due now, and returns when nothing is.
    @discardableResult public func drain() async throws -> DispatchReport {
        var total = DispatchReport()
        while try await handleOverdue().isFull(outbox.options.batchSize) {}
        while true {
            let freed = try await tendBreakers()
            let report = try await dispatch()
            total += report
            guard freed > 0 || report.examined > 0 else { return total }
        }
    }
}

/// What one round came to, in deliveries; `stopped` counts communications.
public struct DispatchReport: Hashable, Sendable {
    /// Due deliveries that were looked at: those claimed, and those that have to wait for their channel.
    public var examined = 0
    public var claimed = 0
    /// Communications that the guard at dispatch stopped.
    public var stopped = 0
    public var sent = 0
    /// Failed for now or for good.
    public var notSent = 0

    static func += (left: inout DispatchReport, right: DispatchReport) {
        left.examined += right.examined
        left.claimed += right.claimed
        left.stopped += right.stopped
        left.sent += right.sent
        left.notSent += right.notSent
    }
}

/// What became overdue, in communications.
public struct OverdueReport: Hashable, Sendable {
    /// Delegated ones that became herald's, or turned out not to be.
    public var takenOver = 0
    /// Holds that were raised.
    public var raised = 0

    func isFull(_ batchSize: Int) -> Bool { takenOver >= batchSize || raised >= batchSize }
}
