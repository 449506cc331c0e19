import ArgumentParser
import HeraldConfiguration
import OMSMessages
import Postgres
import Projection

/// `herald audit`: what people did, with who, when and why.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "List what people did: who, what, when and why; newest first.")

    @OptionGroup var options: GlobalOptions
    @Option(help: "Action, such as resend or token_revoked.") var action: String?
    @Option(help: "Who did it.") var actor: String?
    @Option(help: "Order id.") var order: String?
    @Option(help: "At or after this time.") var since: String?
    @Option(help: "Before this time.") var until: String?
    @Option(help: "How many at most.") var limit = 50
    @Option(help: "Output format.") var format = OutputFormat.text

    func run() async throws {
        if let action, !AuditEntry.actions.contains(action) {
            throw ValidationError("'\(action)' is no action; there are \(AuditEntry.actions.joined(separator: ", "))")
        }
        var filter = AuditLog.Filter()
        (filter.action, filter.actor, filter.orderID) = (action, actor, order)
        filter.since = try since.map(CommunicationsCommand.time)
        filter.until = try until.map(CommunicationsCommand.time)
        let selected = filter
        try await Node.with(options) { node in
            let entries = try await AuditLog(pool: node.pool).list(selected, limit: limit)
            switch format {
            case .text:
                var table = Table("when", "who", "what", "to", "why")
                for entry in entries {
                    table.add(
                        entry.actedAt.rfc3339UTC.prefix(19) + "Z", entry.actor, entry.action, entry.subject,
                        entry.reason)
                }
                Terminal.print(table.isEmpty ? "Nothing was done." : table.text())
            case .json:
                var json = JSONWriter()
                json.array { json in for entry in entries { entry.write(to: &json) } }
                Terminal.print(json.bytes)
            case .ndjson:
                for entry in entries {
                    var json = JSONWriter()
                    entry.write(to: &json)
                    Terminal.print(json.bytes)
                }
            }
        }
    }
}
