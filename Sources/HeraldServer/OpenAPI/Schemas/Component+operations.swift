internal import Delivery
internal import Projection

/// What operators see and do, and what is answered to the bus and about problems.
extension Component {
    static var projectionsMembers: [JSONSchema.Member] {
        let shard: [JSONSchema.Member] = [
            .init("shard", .integer(49)), .init("head", .integer(12), "The newest position of the log."),
            .init("checkpoint", .integer(12), "Everything up to here is folded."), .init("lag", .integer(0)),
            .init("waiting_since", JSONSchema.moment.orNull),
            .init("owner", JSONSchema.text("node-1").orNull, "The node that works on it."),
            .init("lease_epoch", JSONSchema.integer(3).orNull), .init("lease_expires_at", JSONSchema.moment.orNull),
        ]
        let generation: [JSONSchema.Member] = [
            .init("generation", .integer(1)),
            .init(
                "status", .text("live"),
                "`building` while a rebuild runs, `unfinished` after one that died or was stopped, `live`, `previous`."),
            .init("created_at", .moment),
            .init("switched_at", JSONSchema.moment.orNull),
            .init("report", JSONSchema.text("{}").orNull, "What the rebuild measured."),
        ]
        return [.init("shards", .list(of: .object(shard))), .init("generations", .list(of: .object(generation)))]
    }

    static var deadLetterMembers: [JSONSchema.Member] {
        func member(_ name: String, _ schema: JSONSchema) -> JSONSchema.Member {
            .init(name, schema, isAlwaysThere: false)
        }
        return [
            .init("type", .words(DeadLetters.allCases.map(\.rawValue))), .init("order_id", .text("NQ-20731")),
            member("position", .component(.position)), member("since", JSONSchema.moment.orNull),
            member("error", .text("the message cannot be read")), member("attempts", .integer(3)),
            member("method", .text("magento.sales.order_management.created")),
            member("message_id", JSONSchema.text("035dc2a3-55c4-4cae-b892-74382418b459").orNull),
            member("communication_id", .uuid), member("sales_channel", .text("NORTHQUAY_DE")),
            member("kind", .words(Words.kinds)), member("channel", .text("smtp")),
            member("recipient", .text("kim@mail.example")), member("status", .words(Words.deliveryStatuses)),
            member("reason", JSONSchema.text("smtp_550").orNull), member("next_attempt_at", JSONSchema.moment.orNull),
            member("created_at", .moment), member("finished_at", JSONSchema.moment.orNull),
        ]
    }

    static var deadLetterGroupMembers: [JSONSchema.Member] {
        [
            .init("kind", JSONSchema.words(Words.kinds).orNull),
            .init("delivery_channel", JSONSchema.text("smtp").orNull),
            .init("error_class", JSONSchema.text("smtp_550").orNull),
            .init(
                "age", JSONSchema.words(["hour", "day", "week", "older"]).orNull, "How long ago they failed, at most."),
            .init("deliveries", .integer(3)), .init("communications", .integer(3)),
            .init("oldest", JSONSchema.moment.orNull), .init("newest", JSONSchema.moment.orNull),
        ]
    }

    static var deadLettersResultMembers: [JSONSchema.Member] {
        [
            .init("deliveries", .integer(3), "How many were changed."), .init("communications", .integer(3)),
            .init("remaining", .integer(0), "How many that match are left."), .init("repeated", .flag(false)),
        ]
    }

    private static let destination: [JSONSchema.Member] = [
        .init("channel", .text("webhook")),
        .init("endpoint", JSONSchema.text("erp").orNull, "Null: the channel as a whole."),
        .init("state", .words(Breaker.State.allCases.map(\.rawValue)), "`closed`: it works."),
    ]

    static var channelMembers: [JSONSchema.Member] {
        destination + [
            .init("since", JSONSchema.moment.orNull), .init("reason", JSONSchema.text("http_503").orNull),
            .init("detail", JSONSchema.text("503 Service Unavailable").orNull),
            .init("failures", .integer(0), "In a row."),
            .init("next_probe_at", JSONSchema.moment.orNull),
            .init("changed_by", JSONSchema.text("ilse (ci)").orNull),
            .init("change_reason", JSONSchema.text("they move").orNull),
            .init("waiting_deliveries", .integer(0)),
            .init("configured", .flag(true), "Whether the configuration of this node has it."),
        ]
    }

    static var channelResultMembers: [JSONSchema.Member] {
        destination + [.init("repeated", .flag(false), "Whether it was so before.")]
    }

    static var auditEntryMembers: [JSONSchema.Member] {
        [
            .init("acted_at", .moment), .init("action_id", .text("5d7c2e90")),
            .init("action", .words(AuditEntry.actions)), .init("actor", .text("ilse (ci)")),
            .init("reason", .text("the mail came back")), .init("subject", .text("refund_triggered of order NQ-20731")),
            .init("order_id", JSONSchema.text("NQ-20731").orNull), .init("communication_id", JSONSchema.uuid.orNull),
            .init("outcome", JSONSchema.text("sent").orNull), .init("position", JSONSchema.component(.position).orNull),
        ]
    }

    static var rpcAnswerMembers: [JSONSchema.Member] {
        let error: [JSONSchema.Member] = [
            .init("code", .integer(-32600)), .init("message", .text("the message has no method")),
        ]
        let stored: [JSONSchema.Member] = [
            .init("position", .integer(1)), .init("shard", .integer(49)),
            .init("duplicate", .flag(false), "Whether it was there before: this is the place it has."),
        ]
        let notification: [JSONSchema.Member] = [
            .init("id", .text("5d7c2e90")), .init("order_id", .text("NQ-20731")),
            .init("type", .text("refund_triggered")),
            .init("recipient", JSONSchema.text("kim@mail.example").orNull), .init("sent_on", JSONSchema.moment.orNull),
            .init("triggered_by", JSONSchema.text("system").orNull),
        ]
        return [
            .init("jsonrpc", .words(["2.0"])), .init("id", .any(#""1""#), "The message's own."),
            .init(
                "result",
                .anyOf([.object(stored), .object(notification), .list(of: .object(notification))]),
                "Of a message: where it stands in the log. Of the contracts about notifications: these.",
                isAlwaysThere: false),
            .init("error", .object(error), isAlwaysThere: false),
        ]
    }

    static var importResultMembers: [JSONSchema.Member] {
        let line: [JSONSchema.Member] = [
            .init("line", .integer(3)), .init("kind", .text("not_json")), .init("reason", .text("it is no JSON")),
        ]
        return [
            .init("lines", .integer(3)), .init("accepted", .integer(2)), .init("duplicates", .integer(0)),
            .init("rejected", .integer(1)), .init("rejected_lines", .list(of: .object(line))),
        ]
    }

    static var problemMembers: [JSONSchema.Member] {
        [
            .init("type", .words(Problem.Kind.allCases.map(\.type)), "What kind of problem it is."),
            .init("title", .text(Problem.Kind.invalidParameter.title)), .init("status", .integer(400)),
            .init("detail", .text("parameter 'limit' must be a whole number from 1 to 200"), "What to do about it."),
            .init("instance", .text("urn:herald:request:4e25973cfe34-3d5"), "The request's id, which the log has too."),
            .init("parameter", .text("limit"), "The parameter that is wrong.", isAlwaysThere: false),
        ]
    }
}
