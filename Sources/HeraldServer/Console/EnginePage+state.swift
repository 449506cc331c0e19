internal import Console
internal import EventLog
internal import OMSMessages
internal import Postgres
internal import Projection

extension EnginePage {
    /// Shows how far the shards are.
    /// - Parameters:
    ///   - now: microseconds since 1970.
    ///   - most: how many shards are listed at most, those furthest behind first.
    mutating func show(_ shards: [ProjectionStatus], now: Int64, most: Int) {
        let sample = EngineHistory.Sample(shards, at: now)
        facts = [
            Fact("Messages in the log", Figures.grouped(sample.taken)),
            Fact("Folded", Figures.grouped(sample.folded)),
            Fact("Behind", Figures.grouped(sample.behind)),
            Fact("Oldest waits for", sample.behind == 0 ? "nothing waits" : Figures.age(shards.oldestAge(now: now))),
            Fact("Shards", String(shards.count)),
        ]
        let remarkable = shards.filter { $0.lag > 0 || $0.owner == nil || $0.isOrphaned(now: now) }
            .sorted { ($1.lag, $0.shard) < ($0.lag, $1.shard) }
        self.shards = Shards(
            remarkable.prefix(most).map { shard in
                Shard(
                    number: shard.shard, lag: shard.lag, waiting: shard.waitingSince.flatMap { Moment($0) },
                    owner: shard.isOrphaned(now: now) ? nil : shard.owner)
            })
        shardNote =
            remarkable.isEmpty
            ? "All \(shards.count) are folded to the end and have a node."
            : "\(shards.count - remarkable.count) of \(shards.count) are folded to the end and have a node."
                + (remarkable.count > most ? " Of the others the \(most) furthest behind are shown." : "")
    }
}

extension ProjectionStatus {
    /// Whether the node that worked on it has let its lease run out.
    fileprivate func isOrphaned(now: Int64) -> Bool {
        leaseExpiresAt.map { $0 != .infinity && $0.microsecondsSince1970 < now } ?? true
    }
}

extension EnginePage.Generation {
    /// Reads a row of `list_generations`.
    /// - Parameters:
    ///   - built: how many messages each generation holds that is being built, and how many differences were found.
    ///   - total: how many messages there are.
    init(_ row: Row, built: [Int32: (messages: Int64, differences: Int64)], of total: Int64) throws(PostgresError) {
        let (number, status) = (try row.int32(0), try row.string(1))
        let tone: Chip.Tone =
            switch status {
            case "live": .good
            case "building": .running
            case "unfinished": .waiting
            case "failed": .bad
            default: .quiet
            }
        var report = try row.optionalString(4)
        if let built = built[number] {
            report =
                "\(Figures.grouped(built.messages)) of \(Figures.grouped(total)) messages"
                + (total > 0 ? ", \(built.messages * 100 / total) %" : "") + ", "
                + (built.differences == 1 ? "1 difference" : "\(Figures.grouped(built.differences)) differences")
                + (status == "unfinished" ? "; the next replay goes on with it" : "")
        }
        self.init(
            number: String(number), status: Chip(status, tone), created: Moment(try row.timestamp(2)),
            switched: try row.optionalTimestamp(3).flatMap { Moment($0) }, report: report)
    }
}

extension EnginePage.Differences {
    /// Reads rows of `list_rebuild_differences`; nil if there are none.
    init?(_ rows: Rows) throws(PostgresError) {
        guard let first = rows.first else { return nil }
        var differences: [EnginePage.Difference] = []
        for row in rows {
            let name = try row.string(2)
            let (channel, order) = (try row.string(3), try row.string(4))
            differences.append(
                EnginePage.Difference(
                    path: PagePath.order(channel, order), orderID: order, salesChannel: channel,
                    text: RebuildDifference.Kind(rawValue: name)?.text ?? name,
                    kind: try row.optionalString(5).map { CommunicationRow.name($0) },
                    detail: try row.optionalString(6)))
        }
        let (generation, count) = (try first.int32(0), try first.int64(1))
        let shown = count > differences.count ? "; the first \(differences.count) are shown" : ""
        self.init(
            "What the rebuild of generation \(generation) found to differ: \(Figures.grouped(count))\(shown)",
            differences)
    }
}

extension RebuildDifference.Kind {
    /// What it means, as a person reads it.
    fileprivate var text: String {
        switch self {
        case .orderDiffers: "The stored order is not what its messages say"
        case .orderMissing: "The order was not stored"
        case .orderUnknown: "An order was stored that the log does not have"
        case .wouldSend: "The log calls for it, and it was never recorded; it is not sent"
        case .wouldNotSend: "It was recorded, and the log does not call for it"
        case .factsChanged: "It would say something else now"
        }
    }
}

extension EnginePage.RejectedInput {
    init(_ input: RejectedInput) {
        self.init(
            at: Moment(Timestamp(microseconds: input.rejectedAt)), kind: CommunicationRow.name(input.kind.rawValue),
            reason: input.reason, origin: input.origin.rawValue, size: Int64(input.size))
    }
}

extension EnginePage.Letter {
    /// What waits for a person, the sorts one after the other.
    /// - Parameter formToken: nil for who may not act: then there are no forms.
    static func all(_ list: DeadLetterList, formToken: String?) -> [EnginePage.Letter] {
        list.parked.map { EnginePage.Letter($0, formToken) }
            + list.setAside.map { letter in
                EnginePage.Letter(
                    letter, Chip("set aside", .bad),
                    "It names no sales channel, and \(letter.salesChannels.joined(separator: " and ")) have an order of this id.",
                    formToken)
            }
            + list.overdue.map { letter in
                EnginePage.Letter(
                    letter, Chip("waits for its order", .waiting),
                    "It names no sales channel, and no order of this id has come.", formToken)
            }
    }

    private init(_ order: DeadLetterList.ParkedOrder, _ formToken: String?) {
        let behind = order.waitingBehind == 1 ? "1 message waits" : "\(order.waitingBehind) messages wait"
        self.init(
            orderID: order.orderID, status: Chip("parked", .bad), place: "\(order.shard)/\(order.position)",
            method: order.method,
            text:
                "\(order.error.sentence) Tried \(order.attempts == 1 ? "once" : "\(order.attempts) times"); \(behind) behind it.",
            since: Moment(order.parkedAt),
            forms: formToken.map { formToken in
                [
                    SettlementForm(
                        name: "retry-\(order.shard)-\(order.position)",
                        path: "/engine/shards/\(order.shard)/orders/\(LocalPath.encoded(order.orderID))/retry",
                        text: "Try again", summary: "Folds the order from its first message on.", formToken: formToken),
                    .skipping(order.shard, order.position, formToken),
                ]
            } ?? [])
    }

    private init(_ letter: DeadLetterList.MisplacedMessage, _ status: Chip, _ text: String, _ formToken: String?) {
        self.init(
            orderID: letter.orderID, status: status, place: "\(letter.shard)/\(letter.position)",
            method: letter.method, text: text, since: Moment(letter.receivedAt),
            forms: formToken.map { formToken in
                [
                    SettlementForm(
                        name: "assign-\(letter.shard)-\(letter.position)",
                        path: "/engine/shards/\(letter.shard)/messages/\(letter.position)/assign", text: "Assign",
                        summary: "Says for ever which sales channel it belongs to, and folds it into that order.",
                        formToken: formToken, takesChannel: true,
                        channels: letter.salesChannels.joined(separator: " or ")),
                    .skipping(letter.shard, letter.position, formToken),
                ]
            } ?? [])
    }
}

extension SettlementForm {
    fileprivate static func skipping(_ shard: Int16, _ position: Int64, _ formToken: String) -> SettlementForm {
        SettlementForm(
            name: "skip-\(shard)-\(position)", path: "/engine/shards/\(shard)/messages/\(position)/skip", text: "Skip",
            summary: "Leaves the message out for ever, in rebuilds too. It stays in the log and on the timeline.",
            formToken: formToken)
    }
}

/// Numbers as people read them.
enum Figures {
    /// With a comma between thousands.
    static func grouped(_ number: some BinaryInteger) -> String {
        var text = String(number.magnitude)
        var place = text.count - 3
        while place > 0 {
            text.insert(",", at: text.index(text.startIndex, offsetBy: place))
            place -= 3
        }
        return (number < 0 ? "-" : "") + text
    }

    /// A span of time, in its largest unit.
    /// - Parameter microseconds: at least 0.
    static func age(_ microseconds: Int64) -> String {
        let seconds = microseconds / 1_000_000
        return switch seconds {
        case ..<1: "less than a second"
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}

extension Moment {
    /// The time of day in UTC, to the minute.
    static func clock(microseconds: Int64) -> String {
        Timestamp(microseconds: microseconds).rfc3339UTC.dropFirst(11).prefix(5) + " UTC"
    }
}
