import ArgumentParser
import FoundationEssentials

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
            large tables became; at the end the first tenth beside the last. Nothing is delivered meanwhile.
            """)

    private static let names = ["append", "fold", "http", "project", "replay", "timeline", "deliver", "pages", "soak"]

    @OptionGroup var options: GlobalOptions
    @Argument(help: "\(BenchCommand.names.joined(separator: ", ")) or all (but deliver, pages and soak).") var what =
        "all"
    @Option(help: "How many messages.") var messages = 100_000
    @Option(help: "Connections of the HTTP benchmark.") var connections = 64
    @Option(help: "How long the soak lasts, in minutes; fractions are taken.") var minutes = 60.0
    @Option(help: "Messages a second of the soak.") var rate = 1_000
    @Option(help: "Output format.") var format = OutputFormat.text

    func validate() throws {
        guard Self.names.contains(what) || what == "all" else {
            throw ValidationError("'\(what)' is not measured; there are \(Self.names.joined(separator: ", ")) and all")
        }
        guard messages >= 1000 else { throw ValidationError("--messages must be at least 1000") }
        guard connections >= 1 else { throw ValidationError("--connections must be at least 1") }
        guard (0.1...100_000).contains(minutes) else { throw ValidationError("--minutes must be 0.1 to 100000") }
        guard (1...100_000).contains(rate) else { throw ValidationError("--rate must be 1 to 100000") }
    }

    func run() async throws {
        try await Node.with(options) { node in
            let plan = SoakPlan(minutes: minutes, rate: rate)
            let bench = Bench(
                node: node, messages: what == "soak" ? plan.messages : messages, connections: connections, soak: plan)
            let results = try await bench.run(what)
            Terminal.print(format == .text ? results.text : results.json)
        }
    }
}
