import Communications
import EventLog
import HeraldConfiguration
import HeraldServer
import Postgres
import UnixSignals

extension Bench {
    /// A steady load for a long time: whether memory, times and sizes stay as they are.
    ///
    /// The service is what ``withServer(parts:folding:_:)`` runs, so nothing is delivered: deliveries are recorded and wait.
    /// The policy is the default, so that no desk of this installation is meant, but facts of any age are told: those of an
    /// invented world are as old as that is, and would be silenced for some time.
    /// Messages that are refused (503) are counted and not sent again. SIGINT ends the load early; what was seen is told.
    /// - Throws: ``Interruption`` at the second SIGINT.
    func measureSoak(into results: inout BenchResults) async throws {
        let plan = soak
        var policy = Policy()
        policy.others.maxAge = Int(Int32.max)
        let fixed = policy
        results.environment += [
            ("rate", Figures.rate(Double(plan.rate))), ("seconds", "\(Int(plan.seconds.rounded()))"),
            ("connections", "\(connections)"), ("not included", "delivery"),
        ]
        // Each order has a message at least.
        let stream = MessageStream(BenchMessages(orders: plan.messages, seed: 7, count: plan.messages))
        var report = try await withServer(parts: [.ingest, .api], folding: fixed) { port in
            try await stream.whileMaking { try await load(plan, stream, port: port) }
        }
        guard report.answered + report.refused == report.sent else {
            throw BenchError.notAnswered(report.sent - report.answered - report.refused)
        }
        if report.sent < plan.messages {
            let (sent, all) = (Figures.grouped(report.sent), Figures.grouped(plan.messages))
            results.environment.append(("ended early", "after \(sent) of \(all) messages"))
        }
        report.logged = Int(try await node.log.heads().values.reduce(0, +))
        results.soak = report
    }

    private func load(_ plan: SoakPlan, _ stream: MessageStream, port: Int) async throws -> SoakReport {
        let watch = SoakWatch()
        var load = HTTPLoad(port: port, connections: connections, source: stream, rate: Double(plan.rate))
        load.accepted = [200, 503]
        load.keepsTimes = false
        load.onAnswer = { try watch.answered($0) }
        let fixed = load
        let pool = node.pool
        return try await withThrowingTaskGroup(of: SoakReport?.self) { group in
            group.addTask {
                // Each look is a query: seldom enough to be little of the load, and lags are as exact as that.
                try await watch.lag.watch(pool, every: .milliseconds(5))
                return nil
            }
            group.addTask { try await sample(plan, watch) }
            group.addTask {
                watch.end(sent: try await fixed.run().answered)
                return nil
            }
            group.addTask {
                var isAsked = false
                for await _ in await UnixSignalsSequence(trapping: .sigint) {
                    // Whoever asks twice wants no report; what was handed out is still sent when it is due.
                    guard !isAsked else { throw Interruption() }
                    isAsked = true
                    stream.stop()
                }
                return nil
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() { if let ended { return ended } }
            throw BenchError.serviceEnded
        }
    }

    /// Looks at everything at the end of each interval; the last one ends when all is projected.
    private func sample(_ plan: SoakPlan, _ watch: SoakWatch) async throws -> SoakReport {
        let start = ContinuousClock.now
        var report = SoakReport()
        var before = try await node.pool.withConnection { try SoakWatch.Sample($0) }
        Terminal.complain(SoakReport.header)
        var (number, isOver) = (0, false)
        while !isOver {
            number += 1
            // The last one lasts until the last answer, so that none is short; if that is far too late, more follow.
            let isLast = number >= plan.intervals
            let end = start + plan.interval * number + (isLast ? plan.interval * 5 : .zero)
            while !watch.isOver, .now < end { try await Task.sleep(for: min(.milliseconds(50), end - .now)) }
            isOver = watch.isOver
            if isOver {
                do {
                    try await watch.lag.untilProjected()
                } catch BenchError.notProjected {
                    // Told with everything else: that it falls behind is what a soak is to show.
                    report.unprojected = watch.lag.waiting
                }
            }
            let after = try await node.pool.withConnection { try SoakWatch.Sample($0) }
            let interval = watch.interval(from: before, to: after, since: start)
            Terminal.complain(SoakReport.row(interval))
            report.intervals.append(interval)
            report.answered += interval["answered"] ?? 0
            report.refused += interval["refused"] ?? 0
            before = after
        }
        report.sent = watch.sent
        return report
    }
}
