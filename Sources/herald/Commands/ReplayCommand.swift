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
            One that was stopped or killed is gone on with by the next, unless program, policy or what people decided have \
            changed since. Before the new generation serves, the orders of each shard are compared with those before; if \
            some are missing, it does not serve (exit 1). Exit 75: stopped, or another replay runs.

            With --verify nothing changes: what is stored is compared with what the log says (exit 1 on a difference). \
            With --what-if, communications are derived with another policy beside the present one.
            """)

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Compare and change nothing.") var verify = false
    @Flag(help: "Begin anew, whatever an earlier replay has filled.") var afresh = false
    @Flag(help: "Let the new generation serve although orders are missing.") var acceptMissingOrders = false
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
        guard !afresh && !acceptMissingOrders || order.isEmpty && whatIf == nil && !verify else {
            throw ValidationError(
                "--afresh and --accept-missing-orders go with none of --verify, --order and --what-if")
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
                    report =
                        verify
                        ? try await rebuild.verify()
                        : try await Interruption.cancelling {
                            try await rebuild.rebuild(afresh: afresh, acceptsMissingOrders: acceptMissingOrders)
                        }
                }
            } catch RebuildError.running {
                Terminal.complain(RebuildError.running.description)
                throw ExitCode(75)
            } catch let error as RebuildError {
                Terminal.endProgress()
                Terminal.complain(error.description)
                throw ExitCode(1)
            } catch is Interruption {
                Terminal.endProgress()
                Terminal.complain("Stopped. Run it again to go on; with --afresh it begins anew.")
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
}
