import ArgumentParser
import FoundationEssentials

/// `herald bench`: the figures of the README, measured against this database.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measure import, replay, HTTP, timelines, delivery and pages, against the raw limits of the same database.",
        discussion: """
            Makes its own data with the sample generator and needs an empty database: give it a data directory of its own, and \
            remove that afterwards. The raw limit (a bare COPY, single-row commits) is measured in the same run, so that \
            ratios hold on a noisy machine.
            """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "append, fold, http, replay, timeline, deliver, pages or all (but deliver and pages).") var what =
        "all"
    @Option(help: "How many messages.") var messages = 100_000
    @Option(help: "Connections of the HTTP benchmark.") var connections = 64
    @Option(help: "Output format.") var format = OutputFormat.text

    func validate() throws {
        guard ["append", "fold", "http", "replay", "timeline", "deliver", "pages", "all"].contains(what) else {
            throw ValidationError(
                "'\(what)' is not measured; there are append, fold, http, replay, timeline, deliver, pages and all")
        }
        guard messages >= 1000 else { throw ValidationError("--messages must be at least 1000") }
    }

    func run() async throws {
        try await Node.with(options) { node in
            let bench = Bench(node: node, messages: messages, connections: connections)
            let results = try await bench.run(what)
            Terminal.print(format == .text ? results.text : results.json)
        }
    }
}
