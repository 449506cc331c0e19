import ArgumentParser
import FoundationEssentials
import HeraldConfiguration
import OMSMessages
import Projection

/// `herald replay`: read models again from the log, or a comparison with it.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Rebuild every read model from the log into a new generation; nothing is sent.",
        discussion: """
            With --verify nothing changes: what is stored is compared with what the log says (exit 1 on a difference). \
            With --what-if, communications are derived with another policy beside the present one.
            """)

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Compare and change nothing.") var verify = false
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Only one order: sales channel and order id.", valueName: "channel order"))
    var order: [String] = []
    @Option(help: ArgumentHelp("Configuration file with another policy.", valueName: "file")) var whatIf: String?
    @Option(help: "Shards folded at the same time.") var workers = 2
    @Option(help: "Output format.") var format = OutputFormat.text

    func validate() throws {
        guard order.isEmpty || order.count == 2 else {
            throw ValidationError("--order takes two values: the sales channel and the order id")
        }
    }

    func run() async throws {
        try await Node.with(options) { node in
            let rebuild = Rebuild(
                pool: node.pool, policy: node.configuration.policy, workers: workers,
                actor: ActionOptions.account, logger: node.logger,
                onProgress: { done, total in
                    Terminal.progress("\(Figures.grouped(done)) of \(Figures.grouped(total)) messages")
                })
            let report: RebuildReport
            do {
                if order.count == 2 {
                    report = try await rebuild.rebuildOrder(order[1], salesChannel: order[0], verify: verify)
                } else if let whatIf {
                    var other = options
                    other.config = whatIf
                    report = try await rebuild.compare(with: try other.load().policy)
                } else {
                    report = verify ? try await rebuild.verify() : try await rebuild.rebuild()
                }
            } catch RebuildError.running {
                Terminal.complain(RebuildError.running.description)
                throw ExitCode(75)
            }
            Terminal.endProgress()
            if order.count == 2, report.messages == 0 {
                Terminal.complain("No message of order '\(Terminal.harmless(order[1]))' has arrived.")
                throw ExitCode(1)
            }
            show(report)
            if verify, report.differenceCount > 0 { throw ExitCode(1) }
        }
    }

    private func show(_ report: RebuildReport) {
        guard format == .text else {
            var json = JSONWriter()
            json.object { json in
                json.member("messages", report.messages)
                json.member("orders", report.orders)
                json.member("communications", report.communications)
                json.member("parked_orders", report.parkedOrders)
                json.member("seconds", ExactDecimal(Figures.time(report.duration).dropLast(2)))
                json.member("generation", report.generation)
                json.member("difference_count", report.differenceCount)
                json.member(
                    "differences",
                    array: { json in
                        for difference in report.differences { difference.write(to: &json) }
                    })
            }
            return Terminal.print(json.bytes)
        }
        var table = Table("difference", "channel", "order", "kind", "detail")
        for difference in report.differences.prefix(50) {
            table.add(
                difference.kind.rawValue, difference.salesChannel, difference.orderID, difference.communication ?? "",
                difference.detail ?? "")
        }
        if !table.isEmpty { Terminal.print(table.text()) }
        Terminal.print(
            "\(Figures.grouped(report.messages)) messages, \(Figures.grouped(report.orders)) orders, "
                + "\(Figures.grouped(report.communications)) communications in \(Figures.time(report.duration)) "
                + "(\(Figures.rate(report.messagesPerSecond))): \(Figures.grouped(report.differenceCount)) differences"
                + (report.parkedOrders > 0 ? ", \(report.parkedOrders) orders parked" : ""))
        if let generation = report.generation {
            Terminal.print("Generation \(generation) serves now; the one before is kept.")
        }
    }
}
