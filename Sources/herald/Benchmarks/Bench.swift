import Communications
import EventLog
import FoundationEssentials
import HeraldConfiguration
import HeraldServer
import OMSMessages
import Postgres
import Projection
import SampleWorld
import Schema
import Synchronization

/// Measures the product against the raw limits of the same database, in one run.
struct Bench: Sendable {
    let node: Node
    let messages: Int
    let connections: Int
    /// Timelines a second.
    let timelineRate: Int
    let soak: SoakPlan

    func run(_ what: String) async throws -> BenchResults {
        let before = StolenTime.now
        var results = try await measure(what)
        if let before, let now = StolenTime.now {
            let share = Figures.decimal(now.share(since: before) * 100)
            results.environment.append(("processor time the host gave to others", "\(share) %"))
        }
        return results
    }

    private func measure(_ what: String) async throws -> BenchResults {
        guard try await node.log.heads().values.allSatisfy({ $0 == 0 }) else {
            throw BenchError.databaseInUse
        }
        // It would take its part of the messages, and tell people what is invented.
        if try await node.pool.withConnection({ try $0.query(SQL.serviceRuns)[0].bool(0) }) {
            throw BenchError.serviceRuns
        }
        var results = BenchResults()
        results.environment =
            try await environment() + [("checkpoints between stages", await takeCheckpoint() ?? "taken")]
        if what == "soak" {
            try await measureSoak(into: &results)
            return results
        }
        var lines = ["deliver", "http"].contains(what) ? [] : linesMadeBefore(into: &results)
        if what == "fold" || what == "all" { try measureFolding(lines, into: &results) }
        if what == "fold" { return results }
        if what == "deliver" {
            try await measureDelivery(into: &results)
            Terminal.endProgress()
            return results
        }
        _ = try await node.pool.withConnection { try $0.execute(SQL.createRawTable) }
        // Pages have something to show only where communications are decided.
        if what != "http" {
            try await measureCopy(lines, into: &results)
            if isTooMuchForMemory {
                lines = []
                try await measureImport(world, isLive: what == "pages", into: &results)
            } else {
                try await measureImport(lines.makeIterator(), isLive: what == "pages", into: &results)
            }
        }
        if what == "pages" {
            var policy = node.configuration.policy
            policy.others.maxAge = Int(Int32.max)
            policy.others.orderConfirmationOwner = .service
            try await fold(policy)
            try await measurePages(into: &results)
        }
        if what == "timeline" {
            try await fold(node.configuration.policy)
            try await measureTimeline(into: &results)
        }
        if ["project", "replay", "all"].contains(what) { try await measureProjection(into: &results) }
        if what == "replay" || what == "all" { try await measureReplay(into: &results) }
        if what == "all" { try await measureTimeline(into: &results) }
        if what == "http" || what == "all" { try await measureHTTP(into: &results) }
        _ = try await node.pool.withConnection { try $0.execute(SQL.dropRawTable) }
        Terminal.endProgress()
        return results
    }

    /// The messages of all benchmarks but those over HTTP.
    private var world: BenchMessages { BenchMessages(orders: messages, seed: 1, count: messages) }

    /// More messages than this are made while they are imported.
    private static let mostInMemory = 1_000_000
    /// How many of such a number are made before, for what has no other use for them than to be measured.
    private static let sample = 250_000

    private var isTooMuchForMemory: Bool { messages > Self.mostInMemory }

    /// Messages that are made before anything is measured: all, if they are not too many, else the first.
    private func linesMadeBefore(into results: inout BenchResults) -> [[UInt8]] {
        if isTooMuchForMemory {
            results.environment.append(("messages for COPY and in memory", Figures.grouped(Self.sample)))
        }
        var world = world
        return world.take(isTooMuchForMemory ? Self.sample : messages)
    }

    private func measureCopy(_ lines: [[UInt8]], into results: inout BenchResults) async throws {
        Terminal.progress("raw COPY")
        let rawTime = try await node.pool.withConnection { connection in
            try ContinuousClock().measure {
                _ = try connection.copyIn(SQL.copyRaw) { writer in
                    for (index, line) in lines.enumerated() {
                        try writer.startRow(columns: 2)
                        writer.append(Int64(index))
                        unsafe writer.append(line.span.bytes)
                    }
                }
            }
        }
        results.add("raw: COPY of the payloads into a table with a key", lines.count, in: rawTime)
    }

    /// Imports lines, and makes them meanwhile where there are too many to be made before.
    private func measureImport(
        _ lines: some IteratorProtocol<[UInt8]> & Sendable, isLive: Bool, into results: inout BenchResults
    ) async throws {
        let raw = results.figures.last
        Terminal.progress("import")
        let appender = MessageAppender(pool: node.pool, limits: AppendLimits(lanes: node.configuration.ingest.lanes))
        let importer = Importer(
            pool: node.pool, appender: appender, options: ImportOptions(isLive: isLive, ignoresEarlierProgress: true),
            now: { Node.now() }, logger: node.logger)
        let input = LinesInput(lines)
        let start = ContinuousClock.now
        let report = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await appender.run() }
            defer { group.cancelAll() }
            return try await importer.run(input.importInput) { progress in
                Terminal.progress("import: \(Figures.grouped(progress.lines)) of \(Figures.grouped(messages))")
            }
        }
        results.add(
            "import: \(isTooMuchForMemory ? "made, " : "")parsed, deduplicated, durable", report.progress.appended,
            in: .now - start, limit: raw)
        guard report.progress.rejected == 0 else { throw BenchError.rejected(report.progress.rejected) }
    }

    private func measureProjection(into results: inout BenchResults) async throws {
        try await settle()
        let total = try await node.log.heads().values.reduce(0, +)
        let start = ContinuousClock.now
        try await fold(node.configuration.policy)
        results.add("live projection of that backlog", Int(total), in: .now - start)
    }

    private func measureReplay(into results: inout BenchResults) async throws {
        try await settle()
        let total = try await node.log.heads().values.reduce(0, +)
        Terminal.progress("raw COPY of the log")
        let rawTime = try await node.pool.withConnection { connection in
            try ContinuousClock().measure { _ = try connection.copyOut(SQL.copyLog) { _ in } }
        }
        results.add("raw: COPY of the log, in order, out of the server", Int(total), in: rawTime)
        let raw = results.figures.last
        let rebuild = Rebuild(
            pool: node.pool, policy: node.configuration.policy, workers: 2, logger: node.logger,
            onProgress: { done, all in Terminal.progress("replay \(done) of \(all)") })
        let replayed = try await rebuild.rebuild()
        results.add(
            "replay into a new generation, with its switch", replayed.messages, in: replayed.duration, limit: raw)
        let verified = try await rebuild.verify()
        results.add("replay --verify", verified.messages, in: verified.duration, limit: raw)
        guard verified.differenceCount == 0 else { throw BenchError.differences(verified.differenceCount) }
    }

    /// Folds everything in the log.
    func fold(_ policy: Policy) async throws {
        Terminal.progress("live projection")
        let service = ProjectionService(
            pool: node.pool, policy: policy,
            settings: ProjectionSettings(
                workers: node.configuration.projection.workers, page: node.configuration.projection.page,
                poll: .milliseconds(20)),
            node: Node.newNodeID(), logger: node.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            defer { group.cancelAll() }
            while try await lag() > 0 { try await Task.sleep(for: .milliseconds(20)) }
        }
    }

    /// How many messages are not folded yet; asked often, so by a few rows.
    func lag() async throws -> Int64 {
        let taken = try await node.log.heads().values.reduce(0, +)
        return try await taken - node.pool.withConnection { try $0.query(SQL.countFolded)[0].int64(0) }
    }

    private func environment() async throws -> [(name: String, value: String)] {
        let server = try await node.pool.withConnection { connection in
            try ["server_version", "fsync", "synchronous_commit", "shared_buffers"].map { setting in
                (setting, try connection.query(SQL.serverSetting, [setting])[0].string(0))
            }
        }
        Terminal.progress("the processors by themselves")
        let machine = Machine.own
        let evenness = try await ProcessorEvenness.measure(processors: machine.processors)
        return [
            ("herald", Herald.version), ("machine", machine.description),
            ("processors by themselves", evenness.description), ("messages", Figures.grouped(messages)),
        ] + server
    }
}
