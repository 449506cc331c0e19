import ArgumentParser
import FoundationEssentials
import NIOCore

/// `herald bench`: the figures of the README, measured against this database.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measure import, replay, HTTP, timelines, delivery, pages and endurance, against the raw limits of the same database.",
        discussion: """
            Makes its own data with the sample generator and needs an empty database: give it a data directory of its own, and \
            remove that afterwards. The raw limit (a bare COPY, single-row commits) is measured in the same run, so that \
            ratios hold on a noisy machine.

            'soak' holds a steady load for a long time and tells, minute by minute as it goes (to standard error), how long \
            answers and projection took, what memory and processor the process took (the load generator included), and how \
            large tables became; at the end the first tenth beside the last. Ctrl-C ends it early, with the same report. It delivers nothing, and its policy is the default. \
            Exit 1: the projection fell behind.

            With --against, 'http' and 'timeline' measure a herald that runs already, over plain HTTP alone and with the token \
            in HERALD_TOKEN, if it needs one. Then there is no raw limit beside the figures. 'http' adds invented orders to \
            its log for good, whose customers are told as it is configured: it has to be asked for with \
            --appends-to-its-log.
            """)

    private static let names = ["append", "fold", "http", "project", "replay", "timeline", "deliver", "pages", "soak"]

    @OptionGroup var options: GlobalOptions
    @Argument(help: "\(BenchCommand.names.joined(separator: ", ")) or all (but deliver, pages and soak).") var what =
        "all"
    @Option(help: "How many messages (100,000 without); more than a million are made while they are imported.")
    var messages: Int?
    @Option(help: "Connections of http and soak (64 without).") var connections: Int?
    @Option(help: "How long the soak lasts, in minutes (60 without); fractions are taken.") var minutes: Double?
    @Option(help: "Messages a second of the soak (1,000 without), or timelines a second (2,000).") var rate: Int?
    @Option(help: ArgumentHelp("A running herald to measure, by http or timeline.", valueName: "url"))
    var against: String?
    @Option(help: "With --against: how long it may take for one answer, in seconds (60 without).") var timeout: Int?
    @Flag(help: "With --against and http: the log of that herald may be appended to.") var appendsToItsLog = false
    @Option(help: "Output format.") var format = OutputFormat.text

    func validate() throws {
        guard Self.names.contains(what) || what == "all" else {
            throw ValidationError("'\(what)' is not measured; there are \(Self.names.joined(separator: ", ")) and all")
        }
        guard messages ?? 1000 >= 1000 else { throw ValidationError("--messages must be at least 1000") }
        guard connections ?? 64 >= 1 else { throw ValidationError("--connections must be at least 1") }
        guard (0.1...100_000).contains(minutes ?? 60) else { throw ValidationError("--minutes must be 0.1 to 100000") }
        guard (1...3_600).contains(timeout ?? 1) else { throw ValidationError("--timeout must be 1 to 3600") }
        guard (1...100_000).contains(rate ?? 1) else { throw ValidationError("--rate must be 1 to 100000") }
        // What would change nothing is not taken in silence.
        guard connections == nil || ["http", "soak", "all"].contains(what) else {
            throw ValidationError("--connections belongs to 'http' and 'soak'")
        }
        guard messages == nil || against == nil || what != "timeline" else {
            throw ValidationError("--messages means nothing to a log that is there already")
        }
        guard messages == nil || what != "soak" else {
            throw ValidationError("a soak sends --rate messages a second for --minutes, whatever --messages says")
        }
        guard minutes == nil || what == "soak" else { throw ValidationError("--minutes belongs to 'soak'") }
        guard rate == nil || ["soak", "timeline", "all"].contains(what) else {
            throw ValidationError("--rate belongs to 'soak' and 'timeline'")
        }
        guard against != nil else {
            guard !appendsToItsLog else { throw ValidationError("--appends-to-its-log belongs to --against") }
            guard timeout == nil else { throw ValidationError("--timeout belongs to --against") }
            return
        }
        guard RemoteBench.names.contains(what) else {
            throw ValidationError("--against measures \(RemoteBench.names.joined(separator: " and ")), not \(what)")
        }
        guard what != "http" || appendsToItsLog else {
            throw ValidationError(
                "'http' adds invented orders to the log of that herald for good, and it may tell their customers; "
                    + "if that is what you want, say --appends-to-its-log")
        }
        _ = try target()
    }

    /// The herald that is measured; nil: one of this process.
    private func target() throws -> HTTPTarget? {
        guard let against else { return nil }
        do {
            return try HTTPTarget(url: against, token: ProcessInfo.processInfo.environment["HERALD_TOKEN"])
        } catch {
            throw ValidationError(error.description)
        }
    }

    func run() async throws {
        let (messages, connections, timelineRate) = (messages ?? 100_000, connections ?? 64, rate ?? 2_000)
        if let target = try target() {
            let bench = RemoteBench(
                target: target, messages: messages, connections: connections, timelineRate: timelineRate,
                timeout: .seconds(Int64(timeout ?? 60)))
            return show(try await bench.run(what))
        }
        let plan = SoakPlan(minutes: minutes ?? 60, rate: rate ?? 1_000)
        let count = what == "soak" ? plan.messages : messages
        try await Node.with(options) { node in
            let bench = Bench(
                node: node, messages: count, connections: connections, timelineRate: timelineRate, soak: plan)
            let results: BenchResults
            do {
                results = try await bench.run(what)
            } catch is Interruption {
                throw ExitCode(130)
            }
            show(results)
            if let soak = results.soak, soak.unprojected > 0 { throw ExitCode(1) }
        }
    }

    private func show(_ results: BenchResults) { Terminal.print(format == .text ? results.text : results.json) }
}
