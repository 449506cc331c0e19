import ArgumentParser
import Delivery
import HeraldConfiguration
import OMSMessages

/// `herald channels`: which delivery channels work, and which are paused by whom and why.
struct ChannelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels", abstract: "Delivery channels and endpoints: list, pause, resume.",
        subcommands: [List.self, Pause.self, Resume.self], defaultSubcommand: List.self)

    private static func control(_ node: Node) -> ChannelControl {
        ChannelControl(
            pool: node.pool, destinations: ServiceComposition.destinations(node.configuration), logger: node.logger)
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List channels and endpoints, and what waits for them.")
        @OptionGroup var options: GlobalOptions
        @Option(help: "Output format.") var format = OutputFormat.text

        func run() async throws {
            try await Node.with(options) { node in
                let channels = try await ChannelsCommand.control(node).list()
                if format != .text {
                    var json = JSONWriter()
                    json.array { json in for channel in channels { channel.write(to: &json) } }
                    return Terminal.print(json.bytes)
                }
                var table = Table("channel", "state", "since", "waiting", "next try", "why")
                for channel in channels {
                    let breaker = channel.breaker
                    let why = [
                        breaker.changedBy.map { "\($0): \(breaker.changeReason ?? "")" }, breaker.reason,
                        breaker.detail,
                        channel.isConfigured ? nil : "not configured any more",
                    ].compactMap(\.self).joined(separator: "; ")
                    table.add(
                        channel.destination.description, breaker.state.rawValue,
                        breaker.state == .closed ? "" : breaker.since.rfc3339UTC.prefix(19) + "Z",
                        Figures.grouped(channel.waiting),
                        breaker.nextProbeAt.map { $0.rfc3339UTC.prefix(19) + "Z" } ?? "", why)
                }
                Terminal.print(table.text())
            }
        }
    }

    /// Which channel, by whom, and why.
    struct Change: ParsableArguments {
        @Argument(help: "Name of the channel, such as smtp.") var channel: String
        @Option(help: "One endpoint of the channel alone.") var endpoint: String?
        @OptionGroup var attribution: DeadLettersCommand.Attribution

        var destination: Destination { Destination(channel: channel, endpoint: endpoint) }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send nothing over a channel until it is resumed; its deliveries wait.")
        @OptionGroup var options: GlobalOptions
        @OptionGroup var change: Change

        func run() async throws {
            try await Node.with(options) { node in
                ChannelsCommand.show(
                    try await ChannelsCommand.control(node).pause(
                        change.destination, by: change.attribution.actor, reason: change.attribution.reason))
            }
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send over a channel again, whoever or whatever paused it.")
        @OptionGroup var options: GlobalOptions
        @OptionGroup var change: Change

        func run() async throws {
            try await Node.with(options) { node in
                ChannelsCommand.show(
                    try await ChannelsCommand.control(node).resume(
                        change.destination, by: change.attribution.actor, reason: change.attribution.reason))
            }
        }
    }

    private static func show(_ result: ChannelResult) {
        Terminal.print(
            "\(result.destination): \(result.state.rawValue)" + (result.isRepetition ? " (it was before)" : ""))
    }
}
