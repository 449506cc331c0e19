import ArgumentParser
import Delivery
import EventLog
import FoundationEssentials
import HeraldConfiguration
import OMSMessages
import Postgres
import Projection

/// `herald dead-letters`: what does not go on by itself, and what can be done about it.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Parked orders, messages set aside, failed deliveries: list, show, retry, dismiss, skip.",
        subcommands: [List.self, Show.self, Retry.self, Dismiss.self, Skip.self, Assign.self],
        defaultSubcommand: List.self)

    /// Who does something about a dead letter, and why: both are recorded.
    struct Attribution: ParsableArguments {
        @Option(help: "Why; recorded.") var reason: String
        @Option(help: "Who; recorded. Default: the account that runs the command.") var by: String?
        var actor: String { by ?? ProcessInfo.processInfo.environment["USER"] ?? "command line" }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what does not go on by itself.")
        @OptionGroup var options: GlobalOptions
        @Option(help: "Output format.") var format = OutputFormat.text

        func run() async throws {
            try await Node.with(options) { node in
                let letters = DeadLetters(pool: node.pool, policy: node.configuration.policy)
                let list = try await letters.list()
                let queries = CommunicationQueries(pool: node.pool)
                let failed = try await queries.failed()
                let overdue = try await queries.needingAttention()
                let groups = try await FailedDeliveries(pool: node.pool, logger: node.logger).groups()
                if format != .text {
                    var json = JSONWriter()
                    json.object { json in
                        json.key("messages")
                        list.write(to: &json)
                        json.member(
                            "failed_communications",
                            array: { json in
                                for communication in failed { json.value(communication.id.description) }
                            })
                        json.member(
                            "failed_deliveries",
                            array: { json in for group in groups { group.write(to: &json) } })
                        json.member(
                            "needing_attention",
                            array: { json in
                                for communication in overdue { json.value(communication.id.description) }
                            })
                    }
                    return Terminal.print(json.bytes)
                }
                var table = Table("what", "shard", "position", "order", "why")
                for order in list.parked {
                    table.add("parked order", "\(order.shard)", "\(order.position)", order.orderID, order.error)
                }
                for message in list.setAside {
                    table.add(
                        "set aside", "\(message.shard)", "\(message.position)", message.orderID,
                        "belongs to \(message.salesChannels.joined(separator: " or ")); use 'assign'")
                }
                for message in list.overdue {
                    table.add(
                        "waits for its order", "\(message.shard)", "\(message.position)", message.orderID,
                        "no order with this id has come")
                }
                for communication in overdue {
                    table.add(
                        "held \(communication.kindName)", "\(communication.shard)", "\(communication.position)",
                        communication.orderID, "\(communication.reason ?? "") \(communication.id)")
                }
                if table.isEmpty, groups.isEmpty { return Terminal.print("Nothing is stuck.") }
                if !table.isEmpty { Terminal.print(table.text()) }
                if !groups.isEmpty { Terminal.print((table.isEmpty ? "" : "\n") + DeadLettersCommand.text(of: groups)) }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the messages of an order, as they came.")
        @OptionGroup var options: GlobalOptions
        @Argument(help: "Order id.") var order: String

        func run() async throws {
            try await Node.with(options) { node in
                let log = node.log
                for message in try await log.messages(ofOrder: order, shard: node.shard(of: order)) {
                    Terminal.print(
                        "# shard \(message.shard), position \(message.position), \(message.method)\n"
                            + Terminal.harmless(String(decoding: message.payload, as: UTF8.self)))
                }
            }
        }
    }

    struct Skip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Leave one message out for ever, also in rebuilds, and fold its order again.")
        @OptionGroup var options: GlobalOptions
        @OptionGroup var attribution: Attribution
        @Argument(help: "Shard of the message.") var shard: Int16
        @Argument(help: "Position of the message.") var position: Int64

        func run() async throws {
            try await Node.with(options) { node in
                let letters = DeadLetters(pool: node.pool, policy: node.configuration.policy)
                try DeadLettersCommand.show(
                    try await letters.skip(
                        shard: shard, position: position, by: attribution.actor, reason: attribution.reason))
            }
        }
    }

    struct Assign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which sales channel a message belongs to that was set aside.")
        @OptionGroup var options: GlobalOptions
        @OptionGroup var attribution: Attribution
        @Argument(help: "Shard of the message.") var shard: Int16
        @Argument(help: "Position of the message.") var position: Int64
        @Argument(help: "Sales channel.") var channel: String

        func run() async throws {
            try await Node.with(options) { node in
                let letters = DeadLetters(pool: node.pool, policy: node.configuration.policy)
                try DeadLettersCommand.show(
                    try await letters.assign(
                        shard: shard, position: position, to: channel, by: attribution.actor,
                        reason: attribution.reason))
            }
        }
    }

    static func show(_ settlement: Settlement) throws {
        switch settlement {
        case .folded(let messages, let communications):
            Terminal.print("The order goes on: \(messages) messages folded, \(communications) communications recorded.")
        default:
            Terminal.complain("The order is still parked: \(settlement)")
            throw ExitCode(1)
        }
    }
}
