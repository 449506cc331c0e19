import ArgumentParser
import EventLog
import FoundationEssentials
import HeraldConfiguration
import OMSMessages
import Projection
import SampleWorld

/// `herald import`: appends NDJSON files to the log.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Append NDJSON files (also .gz, or - for standard input) to the event log.",
        discussion: """
            One JSON-RPC message a line. What is imported is history: read models learn from it and nobody is told. \
            Repeated messages are counted, not stored twice; an interrupted import goes on where it stopped.
            """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Files, or - for standard input.") var files: [String]
    @Flag(help: "Decide communications as for live traffic.") var live = false
    @Flag(help: "Read files from the beginning, even if they were imported before.") var again = false
    @Option(help: "Output format.") var format = OutputFormat.text

    func run() async throws {
        try await Node.with(options) { node in
            let appender = MessageAppender(
                pool: node.pool, limits: AppendLimits(lanes: node.configuration.ingest.lanes))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await appender.run() }
                defer { group.cancelAll() }
                let importer = Importer(
                    pool: node.pool, appender: appender,
                    options: ImportOptions(isLive: live, ignoresEarlierProgress: again), now: { Node.now() },
                    logger: node.logger)
                for file in files { try await importFile(file, importer) }
            }
        }
    }

    private func importFile(_ file: String, _ importer: Importer) async throws {
        let start = ContinuousClock.now
        let input = file == "-" ? ImportInput.standardInput : try ImportInput.file(file)
        let report = try await importer.run(input) { progress in
            let share = progress.size.map { $0 > 0 ? " \(progress.bytesRead * 100 / $0) %" : "" } ?? ""
            Terminal.progress("\(file)\(share): \(Figures.grouped(progress.lines)) lines")
        }
        Terminal.endProgress()
        let (progress, duration) = (report.progress, ContinuousClock.now - start)
        if format == .text {
            let count = progress.appended + progress.duplicates
            let rate = Double(count) / max(Figures.seconds(duration), 0.001)
            Terminal.print(
                "\(file): \(Figures.grouped(progress.appended)) new, \(Figures.grouped(progress.duplicates)) duplicates, "
                    + "\(Figures.grouped(progress.rejected)) rejected in \(Figures.time(duration)) (\(Figures.rate(rate)))"
                    + (report.wasFinished ? "; it had been imported before" : ""))
            for line in report.rejectedLines.prefix(20) {
                Terminal.complain("\(file):\(line.line): \(line.reason)")
            }
        } else {
            var json = JSONWriter()
            json.object { json in
                json.member("file", file)
                json.member("appended", progress.appended)
                json.member("duplicates", progress.duplicates)
                json.member("rejected", progress.rejected)
                json.member("lines", progress.lines)
                json.member("was_finished", report.wasFinished)
                json.member(
                    "rejected_lines",
                    array: { json in
                        for line in report.rejectedLines {
                            json.object { json in
                                json.member("line", line.line)
                                json.member("reason", line.reason)
                            }
                        }
                    })
            }
            Terminal.print(json.bytes)
        }
        if progress.rejected > 0 { throw ExitCode(1) }
    }
}

/// `herald sample`: invented histories, for trying things out.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Write invented message histories as NDJSON: every kind, hold and suppression occurs.",
        discussion: "The same seed gives the same bytes. With --day: the small hand-written day of the README.")

    @Option(help: "How many orders.") var orders = 100
    @Option(help: "Seed of the generator.") var seed: UInt64 = 1
    @Flag(help: "Spell things in all the ways that senders do.") var quirks = false
    @Flag(help: "Deliver the messages of an order in any order.") var shuffle = false
    @Flag(help: "Repeat messages, with the same and with new ids.") var duplicates = false
    @Flag(help: "The hand-written sample day, ending now.") var day = false

    func validate() throws {
        guard orders > 0 else { throw ValidationError("--orders must be at least 1") }
    }

    func run() async throws {
        if day {
            for message in SampleDay.messages(endingAt: Node.now()) { Terminal.print(message) }
            return
        }
        var world = SampleWorld(
            SampleWorld.Options(
                orders: orders, seed: seed, quirks: quirks, shuffle: shuffle, duplicates: duplicates))
        var buffer: [UInt8] = []
        while let message = world.next() {
            buffer += message
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count > 1 << 18 {
                Terminal.write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        Terminal.write(buffer)
    }
}

/// `herald erase`: personal data goes, the record of it stays.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase personal data from the log, read models and stored content.",
        discussion: "Statuses, lines and amounts stay, so that the order still folds to the same; so does a record.")

    @OptionGroup var options: GlobalOptions
    @Option(name: .customLong("order"), help: "Order id; may be repeated.") var orders: [String] = []
    @Option(help: "Sales channel of the orders.") var channel: String?
    @Option(help: "All orders with this e-mail address.") var email: String?
    @Option(help: "Who asks.") var by: String
    @Option(help: "On what ground.") var reason: String

    func validate() throws {
        guard orders.isEmpty != (email == nil) else { throw ValidationError("Give either --order or --email.") }
    }

    func run() async throws {
        try await Node.with(options) { node in
            let erasure = Erasure(pool: node.pool, policy: node.configuration.policy)
            let report =
                if let email {
                    try await erasure.erase(email: email, by: by, reason: reason)
                } else {
                    try await erasure.erase(
                        orders: orders.map { OrderReference(salesChannel: channel, orderID: $0) }, by: by,
                        reason: reason)
                }
            Terminal.print(
                "Erased: \(report.orders.count) orders, \(report.messages) messages, "
                    + "\(report.communications) communications.")
        }
    }
}
