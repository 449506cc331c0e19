import ArgumentParser
import Communications
import HeraldConfiguration
import OMSMessages
import Projection

/// `herald timeline`: what became of an order, and who was told what.
struct TimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "The story of an order: messages, transitions, communications.")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Order id.") var order: String
    @Option(help: "Only this sales channel.") var channel: String?
    @Option(help: "A moment in the past: RFC 3339 time, or position in the shard.") var asOf: String?
    @Option(help: "Output format.") var format = OutputFormat.text

    func run() async throws {
        let moment = try asOf.map(Self.moment) ?? .now
        try await Node.with(options) { node in
            let timelines = try await Timelines(pool: node.pool, policy: node.configuration.policy)
                .timelines(order, salesChannel: channel, shard: node.shard(of: order), asOf: moment)
            guard !timelines.isEmpty else {
                Terminal.complain("No message of order '\(Terminal.harmless(order))' has arrived.")
                throw ExitCode(1)
            }
            for timeline in timelines {
                if format == .text {
                    Terminal.print(TimelineText(timeline).text)
                } else {
                    var json = JSONWriter()
                    timeline.write(to: &json)
                    Terminal.print(json.bytes)
                }
            }
        }
    }

    static func moment(_ text: String) throws -> AsOf {
        if let position = Int64(text) { return .position(position) }
        if let time = Timestamp(text) { return .time(time) }
        throw ValidationError("--as-of takes a time such as 2026-02-19T12:00:00Z, or a position; '\(text)' is neither")
    }
}

/// `herald explain`: why a communication was sent, or not.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a communication was, or was not, sent: messages, states, rule, policy, attempts.")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Order id.") var order: String
    @Argument(help: "Kind of communication, such as refund_triggered.") var kind: String
    @Option(help: "Only this sales channel.") var channel: String?
    @Option(help: "Output format.") var format = OutputFormat.text

    func run() async throws {
        guard let kind = Kind(name: kind) else {
            throw ValidationError(
                "'\(kind)' is no kind of communication; there are \(Kind.all.map(\.name).joined(separator: ", "))")
        }
        try await Node.with(options) { node in
            let histories = OrderHistories(pool: node.pool, policy: node.configuration.policy)
            guard try await histories.family(order, shard: node.shard(of: order), asOf: .now) != nil else {
                Terminal.complain("No message of order '\(Terminal.harmless(order))' has arrived.")
                throw ExitCode(1)
            }
            let explanations = try await Explainer(pool: node.pool, policy: node.configuration.policy)
                .explain(order, kind: kind, salesChannel: channel, shard: node.shard(of: order))
            for explanation in explanations {
                if format == .text {
                    Terminal.print(explanation.text + "\n")
                } else {
                    var json = JSONWriter()
                    explanation.write(to: &json)
                    Terminal.print(json.bytes)
                }
            }
        }
    }
}
