internal import Communications
internal import Delivery
internal import OMSMessages
internal import Postgres

/// What is asked of the outbox, as it stands in the URL.
struct OutboxFilter: Sendable {
    /// The names that it has in URLs and forms.
    static let names = ["status", "channel", "kind", "error", "since", "until"]
    /// Those that say which dead letters are meant.
    static let failedNames = ["channel", "kind", "error", "since", "until"]

    static let parameters: [Parameter] =
        [.query("status", .oneOf(Words.deliveryStatuses), "With this status.")] + failedParameters
    static let failedParameters: [Parameter] = [
        .query("channel", .text, "Over this delivery channel."),
        .query("kind", .oneOf(Words.kinds), "Of communications of this kind."),
        .query("error", .text, "With this class of error; of failed ones alone."),
        .query("since", .time, "Made at or after; of failed ones: failed."),
        .query("until", .time, "Made before; of failed ones: failed."),
    ]

    var status: String?
    var failed = FailedDeliveryFilter()

    init(_ call: Call) throws(Problem) {
        status = try call.word("status", of: Words.deliveryStatuses)
        failed.channel = call.text("channel")
        failed.kind = try call.word("kind", of: Words.kinds).flatMap { Kind(name: $0) }
        failed.errorClass = call.text("error")
        failed.since = try call.instant("since")
        failed.until = try call.instant("until")
        if failed.errorClass != nil {
            guard status == nil || status == "failed" else {
                throw .invalidParameter("error", "is of failed deliveries alone; choose 'failed', or no error")
            }
            status = "failed"
        }
    }

    /// Whether dead letters are among what is asked for.
    var includesFailed: Bool { status == nil || status == "failed" }

    /// The list that answers it.
    func page(after: DeliveryPage.Place?) -> DeliveryPage {
        let order: DeliveryPage.Order =
            switch status {
            case "failed": .failed
            case "pending", "sending": .due
            default: .made
            }
        return DeliveryPage(
            order: order, status: status, channel: failed.channel, kind: failed.kind?.name,
            errorClass: failed.errorClass, since: failed.since, until: failed.until, after: after)
    }
}

extension FailedDeliveryFilter {
    /// The filter as URLs and forms have it.
    var values: [(name: String, value: String)] {
        func text(_ time: PostgresTimestamp?) -> String? {
            time.map { Timestamp(microseconds: $0.microsecondsSince1970).rfc3339UTC }
        }
        let values: [(String, String?)] = [
            ("channel", channel), ("kind", kind?.name), ("error", errorClass), ("since", text(since)),
            ("until", text(until)),
        ]
        return values.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The same as the query of a URL, without its question mark.
    var query: String { values.map { "\($0.name)=\(LocalPath.encoded($0.value))" }.joined(separator: "&") }
}
