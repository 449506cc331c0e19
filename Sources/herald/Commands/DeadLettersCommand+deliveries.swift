import ArgumentParser
import Communications
import Delivery
import HeraldConfiguration
import OMSMessages
import Postgres
import Projection

extension DeadLettersCommand {
    /// Which failed deliveries are meant.
    struct Filter: ParsableArguments {
        @Flag(help: "All failed deliveries.") var all = false
        @Option(help: "Failed deliveries of this kind, such as refund_triggered.") var kind: String?
        @Option(help: "Failed deliveries over this delivery channel.") var channel: String?
        @Option(help: "Failed deliveries with this class of error, such as smtp_550.") var errorClass: String?
        @Option(help: "Failed at or after this time.") var since: String?
        @Option(help: "Failed before this time.") var until: String?
        @Option(help: "How many deliveries at most.") var limit = FailedDeliveries.standardLimit

        /// Nil where nothing is said of it.
        func filter() throws -> FailedDeliveryFilter? {
            var filter = FailedDeliveryFilter()
            if let kind {
                filter.kind = Kind(name: kind)
                guard filter.kind != nil else {
                    let known = Kind.all.map(\.name).joined(separator: ", ")
                    throw ValidationError("'\(kind)' is no kind; there are \(known)")
                }
            }
            (filter.channel, filter.errorClass) = (channel, errorClass)
            filter.since = try since.map(CommunicationsCommand.time)
            filter.until = try until.map(CommunicationsCommand.time)
            guard (1...FailedDeliveries.maximumLimit).contains(limit) else {
                throw ValidationError("--limit must be from 1 to \(FailedDeliveries.maximumLimit)")
            }
            guard filter.isEmpty || !all else { throw ValidationError("--all goes with no other filter") }
            return filter.isEmpty && !all ? nil : filter
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Fold a parked order again, or try failed deliveries again: of a communication, or all that match.")
        @OptionGroup var options: GlobalOptions
        @OptionGroup var attribution: Attribution
        @OptionGroup var filter: Filter
        @Option(help: "Repeating a command with the same key repeats nothing.") var idempotencyKey: String?
        @Argument(help: "Order id, or communication id.") var id: String?

        func run() async throws {
            let matching = try filter.filter()
            guard (id == nil) != (matching == nil) else {
                throw ValidationError("name an order or a communication, or say which failed deliveries, or --all")
            }
            let request = ActionRequest(
                actor: attribution.actor, reason: attribution.reason, idempotencyKey: idempotencyKey)
            try await Node.with(options) { node in
                if let matching {
                    let deliveries = FailedDeliveries(pool: node.pool, logger: node.logger)
                    return DeadLettersCommand.show(
                        try await deliveries.perform(.retry, on: matching, limit: filter.limit, request), "due again")
                }
                let id = id ?? ""
                if let communication = PostgresUUID(id) {
                    return ActionOptions.show(try await ActionOptions.actions(node).retry(communication, request))
                }
                let letters = DeadLetters(pool: node.pool, policy: node.configuration.policy)
                try DeadLettersCommand.show(
                    try await letters.retry(
                        order: id, shard: node.shard(of: id), by: attribution.actor, reason: attribution.reason))
            }
        }
    }

    struct Dismiss: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decide that failed deliveries are not tried any more: all that match.")
        @OptionGroup var options: GlobalOptions
        @OptionGroup var attribution: Attribution
        @OptionGroup var filter: Filter
        @Option(help: "Repeating a command with the same key repeats nothing.") var idempotencyKey: String?

        func run() async throws {
            guard let matching = try filter.filter() else {
                throw ValidationError("say which failed deliveries, or --all")
            }
            let request = ActionRequest(
                actor: attribution.actor, reason: attribution.reason, idempotencyKey: idempotencyKey)
            try await Node.with(options) { node in
                let deliveries = FailedDeliveries(pool: node.pool, logger: node.logger)
                DeadLettersCommand.show(
                    try await deliveries.perform(.dismiss, on: matching, limit: filter.limit, request), "dismissed")
            }
        }
    }

    static func text(of groups: [FailedDeliveryGroup]) -> String {
        var table = Table("failed deliveries", "kind", "channel", "error", "failed within", "oldest")
        for group in groups {
            table.add(
                Figures.grouped(group.deliveries), group.kind ?? "", group.channel ?? "", group.errorClass ?? "",
                group.age ?? "", group.oldest.map { $0.rfc3339UTC.prefix(19) + "Z" } ?? "")
        }
        return table.text()
    }

    private static func show(_ result: FailedDeliveries.Result, _ what: String) {
        Terminal.print(
            "\(Figures.grouped(result.deliveries)) deliveries of \(Figures.grouped(result.communications)) communications "
                + "\(what); \(Figures.grouped(result.remaining)) that match are left"
                + (result.isRepetition ? " (done before)" : "") + ".")
    }
}
