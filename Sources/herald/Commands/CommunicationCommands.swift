import ArgumentParser
import Communications
import Delivery
import FoundationEssentials
import HeraldConfiguration
import OMSMessages
import Postgres
import Projection

/// `herald communications`: list, filter, export.
struct CommunicationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "communications", abstract: "List communications, newest first; --format ndjson exports all.")

    @OptionGroup var options: GlobalOptions
    @Option(help: "Kind, such as refund_triggered.") var kind: String?
    @Option(help: "Status, such as held.") var status: String?
    @Option(help: "Reason, such as no_recipient.") var reason: String?
    @Option(help: "Audience: customer or customer_service.") var audience: String?
    @Option(help: "Sales channel.") var channel: String?
    @Option(help: "Order id.") var order: String?
    @Option(help: "Decided at or after this time.") var since: String?
    @Option(help: "Decided before this time.") var until: String?
    @Option(help: "How many at most; ndjson exports all unless given.") var limit: Int?
    @Option(help: "Output format.") var format = OutputFormat.text

    func run() async throws {
        var filter = CommunicationFilter()
        if let kind, Kind(name: kind) == nil {
            throw ValidationError("'\(kind)' is no kind; there are \(Kind.all.map(\.name).joined(separator: ", "))")
        }
        if let status, CommunicationStatus(rawValue: status) == nil {
            let known = CommunicationStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("'\(status)' is no status; there are \(known)")
        }
        (filter.kind, filter.status, filter.reason, filter.audience) = (kind, status, reason, audience)
        (filter.salesChannel, filter.orderID) = (channel, order)
        filter.since = try since.map(Self.time)
        filter.until = try until.map(Self.time)
        let selected = filter
        try await Node.with(options) { node in
            let queries = CommunicationQueries(pool: node.pool)
            var table = Table("decided", "kind", "channel", "order", "status", "reason", "id")
            var left = limit ?? (format == .ndjson ? Int.max : 50)
            var cursor: CommunicationCursor?
            var array = JSONWriter()
            array.beginArray()
            while left > 0 {
                let page = try await queries.list(selected, after: cursor, limit: min(left, 500))
                for communication in page {
                    switch format {
                    case .text:
                        table.add(
                            communication.decidedAt.rfc3339UTC.prefix(19) + "Z", communication.kindName,
                            communication.salesChannel, communication.orderID, communication.status.rawValue,
                            communication.reason ?? "", communication.id.description)
                    case .json: communication.write(to: &array)
                    case .ndjson:
                        var json = JSONWriter()
                        communication.write(to: &json)
                        Terminal.print(json.bytes)
                    }
                }
                left -= page.count
                guard let last = page.last, page.count == 500 else { break }
                cursor = CommunicationCursor(after: last)
            }
            array.endArray()
            if format == .text { Terminal.print(table.isEmpty ? "No communication matches." : table.text()) }
            if format == .json { Terminal.print(array.bytes) }
        }
    }

    static func time(_ text: String) throws -> PostgresTimestamp {
        guard let time = Timestamp(text) else {
            throw ValidationError("'\(text)' is no time; write it like 2026-02-19T12:00:00Z")
        }
        return PostgresTimestamp(time)
    }
}

/// What the commands that act on one communication have in common: which, by whom, and why.
struct ActionOptions: ParsableArguments {
    @Option(help: "Why; recorded with the action.") var reason: String
    @Option(help: "Who; recorded with the action. Default: the account that runs the command.") var by: String?
    @Option(help: "Repeating a command with the same key repeats nothing.") var idempotencyKey: String?

    var request: ActionRequest {
        ActionRequest(
            actor: by ?? ProcessInfo.processInfo.environment["USER"] ?? "command line", reason: reason,
            idempotencyKey: idempotencyKey)
    }

    static func id(_ text: String) throws -> PostgresUUID {
        guard let id = PostgresUUID(text) else {
            throw ValidationError("'\(text)' is no communication id; 'herald communications' lists them")
        }
        return id
    }

    static func actions(_ node: Node) -> CommunicationActions {
        let policy = node.configuration.policy
        return CommunicationActions(
            pool: node.pool, policy: { policy.channel($0) }, logger: node.logger)
    }

    static func show(_ result: ActionResult) {
        Terminal.print(
            "\(result.communicationID): \(result.status.rawValue)"
                + (result.resultID.map { "; sent again as \($0)" } ?? "")
                + (result.isRepetition ? " (done before)" : ""))
    }
}

/// `herald resend`: the same again, as a communication of its own.
struct ResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Send a communication again, if need be to a corrected address.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var action: ActionOptions
    @Argument(help: "Communication id.") var id: String
    @Option(help: "Another e-mail address.") var to: String?

    func run() async throws {
        let id = try ActionOptions.id(id)
        try await Node.with(options) { node in
            ActionOptions.show(try await ActionOptions.actions(node).resend(id, to: to, action.request))
        }
    }
}

/// `herald acknowledge`: the frontend has sent its confirmation.
struct AcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Say that the frontend has sent a delegated communication.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var action: ActionOptions
    @Argument(help: "Communication id.") var id: String

    func run() async throws {
        let id = try ActionOptions.id(id)
        try await Node.with(options) { node in
            ActionOptions.show(try await ActionOptions.actions(node).acknowledge(id, action.request))
        }
    }
}

/// `herald dismiss`: a person decides that nobody is told.
struct DismissCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Decide that a communication is not sent.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var action: ActionOptions
    @Argument(help: "Communication id.") var id: String

    func run() async throws {
        let id = try ActionOptions.id(id)
        try await Node.with(options) { node in
            ActionOptions.show(try await ActionOptions.actions(node).dismiss(id, action.request))
        }
    }
}
