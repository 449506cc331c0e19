import ArgumentParser
import Communications
import Delivery
import HeraldConfiguration
import OMSMessages
import Projection

/// `herald preview`: what a communication would look like if it were rendered now. Nothing is stored or sent.
struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Render a communication of an order with the templates as they are now; sends nothing.")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Kind of communication, such as refund_triggered.") var kind: String
    @Option(help: "Order id.") var order: String
    @Option(help: "Only this sales channel.") var channel: String?
    @Option(help: "Another locale than the recorded one, such as de_AT.") var locale: String?
    @Option(help: "Which part: subject, text, html or text_message.") var part = Part.text

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case subject
        case text
        case html
        case textMessage = "text_message"
    }

    func run() async throws {
        guard let kind = Kind(name: kind) else {
            throw ValidationError(
                "'\(kind)' is no kind of communication; there are \(Kind.all.map(\.name).joined(separator: ", "))")
        }
        try await Node.with(options) { node in
            let found = try await CommunicationQueries(pool: node.pool)
                .communications(ofOrder: order, shard: node.shard(of: order))
                .filter { $0.kind == kind && (channel == nil || $0.salesChannel == channel) }
            // The newest of several, such as shipments.
            guard var communication = found.max(by: { $0.position < $1.position }) else {
                Terminal.complain(
                    "There is no \(kind.name) of order '\(Terminal.harmless(order))'; 'herald explain' says why.")
                throw ExitCode(1)
            }
            if let locale { communication.locale = locale }
            let policy = node.configuration.policy
            let renderer = TemplateRenderer(try ServiceComposition.templates(node)) { policy.channel($0) }
            let content = try renderer.render(communication)
            switch part {
            case .subject: Terminal.print(content.subject)
            case .text: Terminal.print("Subject: \(content.subject)\n\n\(content.text)")
            case .html: Terminal.print(content.html)
            case .textMessage: Terminal.print(content.textMessage)
            }
        }
    }
}
