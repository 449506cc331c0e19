import ArgumentParser
import Communications
import Delivery
import EventLog
import HeraldConfiguration
import OMSMessages
import OrderModel
import Postgres
import Projection
import SampleWorld

/// `herald send-test`: a sample over a real channel, to see that it arrives and what it looks like there.
struct SendTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-test",
        abstract: "Send a sample of a communication over a real channel, to a recipient of delivery.test_recipients.")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Kind of communication, such as refund_triggered.") var kind: String
    @Option(help: "Recipient: an e-mail address, a telephone number, or the name of an endpoint.") var to: String
    @Option(help: "Delivery channel.") var channel = "smtp"
    @Option(help: "Another locale, such as de_AT.") var locale: String?
    @Option(help: "Show this order's communication instead of invented data.") var order: String?
    @Option(help: "Sales channel whose shop is shown.") var salesChannel: String?

    func run() async throws {
        guard let kind = Kind(name: kind) else {
            throw ValidationError(
                "'\(kind)' is no kind of communication; there are \(Kind.all.map(\.name).joined(separator: ", "))")
        }
        try await Node.with(options) { node in
            let configuration = node.configuration
            var communication = try await sample(kind, node)
            if let locale { communication.locale = locale }
            let samples = ServiceComposition.samples(
                configuration, channels: ServiceComposition.channels(configuration),
                templates: try ServiceComposition.templates(node))
            let outcome: SendOutcome
            do {
                outcome = try await samples.send(communication, over: channel, to: to)
            } catch let error as SampleError where error.isOfChannel {
                throw ValidationError("\(error)")
            } catch let error as SampleError {
                Terminal.complain("Nothing was sent: \(error).")
                throw ExitCode(1)
            }
            Terminal.print("\(outcome.name): \(Terminal.harmless(outcome.text))")
            if outcome.errorClass != nil { throw ExitCode(1) }
        }
    }

    private func sample(_ kind: Kind, _ node: Node) async throws -> StoredCommunication {
        guard let order else {
            return try SampleCommunication.make(
                kind, salesChannel: salesChannel, shop: node.configuration.policy.channel(salesChannel ?? "").shop)
        }
        let found = try await CommunicationQueries(pool: node.pool)
            .communications(ofOrder: order, shard: node.shard(of: order))
            .filter { $0.kind == kind && (salesChannel == nil || $0.salesChannel == salesChannel) }
        guard let newest = found.max(by: { $0.position < $1.position }) else {
            Terminal.complain(
                "There is no \(kind.name) of order '\(Terminal.harmless(order))'; 'herald explain' says why.")
            throw ExitCode(1)
        }
        return newest
    }
}
