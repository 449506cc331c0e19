/// Communications, their deliveries and explanations, as `Projection` writes them.
extension Component {
    static var communicationMembers: [JSONSchema.Member] {
        let subject: [JSONSchema.Member] = [
            .init("refund_id", JSONSchema.text("CNX-3307").orNull),
            .init("return_id", JSONSchema.text("RMA-NQ-20731-1").orNull),
            .init("shipment_id", JSONSchema.text("NORTHQUAY_DE-NQ-20731-01").orNull),
            .init("lines", .list(of: .integer(1)), "Line numbers, ascending."),
        ]
        let recipient: [JSONSchema.Member] = [
            .init("name", JSONSchema.text("Kim Falkenrath").orNull),
            .init("email", JSONSchema.text("kim@mail.example").orNull),
            .init("phone", JSONSchema.text("+49 421 5550143").orNull),
            .init("source", JSONSchema.text("billing_address").orNull, "Where the address was found."),
        ]
        return [
            .init("id", .uuid, "The same for the same thing worth telling, also after a replay."),
            .init("kind", .words(Words.kinds)), .init("audience", .words(Words.audiences)),
            .init("sales_channel", .text("NORTHQUAY_DE")), .init("order_id", .text("NQ-20731")),
            .init("subject", .object(subject), "What of the order it is about."),
            .init(
                "occurrence", .integer(1), "Of payment exceptions: which one it is, counted from 1.",
                isAlwaysThere: false),
            .init("refund_type", JSONSchema.text("return").orNull),
            .init("refund_type_source", JSONSchema.text("explicit").orNull),
            .init("return_link_source", JSONSchema.text("explicit").orNull),
            .init("status", .words(Words.statuses)),
            .init("reason", JSONSchema.text("historical_import").orNull, "Why it stands there; a word."),
            .init("detail", JSONSchema.text("It happened before herald was there.").orNull, "The same for people."),
            .init("position", .component(.position), "The message it follows from."),
            .init("message_id", JSONSchema.text("5d7c2e90-0b1f-4a64-9c1e-3f6f2f0f6a11").orNull),
            .init("occurred_at", JSONSchema.moment.orNull), .init("decided_at", JSONSchema.moment.orNull),
            .init("due_at", JSONSchema.moment.orNull, "Of one that is held: when it is decided anew."),
            .init("raised_at", JSONSchema.moment.orNull, "When customer service was told that it is overdue."),
            .init("locale", JSONSchema.text("de_DE").orNull),
            .init("recipient", .object(recipient), "How the customer is reached."),
            .init("resend_of", JSONSchema.uuid.orNull, "The communication that was sent once more."),
            .init("facts", .any("{}"), "What it says, frozen when it was decided."),
            .init("deliveries", .list(of: .component(.delivery))),
        ]
    }

    static var deliveryMembers: [JSONSchema.Member] {
        [
            .init("channel", .text("smtp")), .init("recipient", .text("kim@mail.example")),
            .init("status", .words(Words.deliveryStatuses)), .init("reason", JSONSchema.text("smtp_550").orNull),
            .init("attempts", .integer(1)), .init("next_attempt_at", JSONSchema.moment.orNull),
            .init("created_at", .moment), .init("finished_at", JSONSchema.moment.orNull),
        ]
    }

    static var listedDeliveryMembers: [JSONSchema.Member] {
        [
            .init("communication_id", .uuid), .init("order_id", .text("NQ-20731")),
            .init("sales_channel", .text("NORTHQUAY_DE")), .init("kind", .words(Words.kinds)),
        ] + deliveryMembers
    }

    static var attemptMembers: [JSONSchema.Member] {
        [
            .init("channel", .text("smtp")), .init("recipient", .text("kim@mail.example")),
            .init("attempt", .integer(1)), .init("started_at", .moment),
            .init("duration_ms", JSONSchema.integer(83).orNull),
            .init("outcome", .text("sent")), .init("error_class", JSONSchema.text("smtp_451").orNull),
            .init("response", JSONSchema.text("250 2.0.0 queued").orNull, "What the other side said."),
            .init("next_attempt_at", JSONSchema.moment.orNull),
        ]
    }

    static var explanationMembers: [JSONSchema.Member] {
        let disposition: [JSONSchema.Member] = [
            .init("status", .words(Words.statuses)), .init("reason", JSONSchema.text("historical_import").orNull),
            .init("text", .text("It happened before herald was there.")),
        ]
        let message: [JSONSchema.Member] = [
            .init("position", .component(.position)),
            .init("method", .text("magento.postsales.refund_management.updated")),
            .init("message_id", JSONSchema.text("5d7c2e90-0b1f-4a64-9c1e-3f6f2f0f6a11").orNull),
            .init("received_at", .moment),
        ]
        let cause =
            message + [
                .init("is_historical", .flag(false)), .init("released_by", JSONSchema.text("the deadline").orNull),
                .init("transitions", .list(of: .text("Refund CNX-3307 started"))),
            ]
        return [
            .init("kind", .words(Words.kinds)), .init("audience", .words(Words.audiences)),
            .init("sales_channel", .text("NORTHQUAY_DE")), .init("order_id", .text("NQ-20731")),
            .init(
                "rule",
                .object([
                    .init("number", .integer(6)), .init("rule", .integer(6)),
                    .init("text", .text("When a refund starts, the customer is told once.")),
                ])),
            .init("cause", JSONSchema.object(cause).orNull, "The message that it follows from."),
            .init(
                "changes",
                .list(
                    of: .object([
                        .init("name", .text("status")), .init("before", JSONSchema.text("NEW").orNull),
                        .init("after", JSONSchema.text("PENDINGRELEASE").orNull),
                    ])), "What the message changed."),
            .init(
                "checks",
                .list(of: .object(disposition + [.init("is_met", .flag(false)), .init("decides", .flag(false))])),
                "In order; the first that is met decides."),
            .init("decision", JSONSchema.object(disposition).orNull),
            .init(
                "policy", .list(of: .object([.init("name", .text("max_age")), .init("value", .text("14d"))])),
                "What of the policy was looked at."),
            .init(
                "redecisions",
                .list(
                    of: .object(
                        message + [.init("before", .object(disposition)), .init("after", .object(disposition))])),
                "Later messages by which it was decided anew."),
            .init(
                "conditions",
                .list(of: .object([.init("text", .text("The refund started")), .init("is_met", .flag(true))])),
                "Of something that was never worth telling: what is missing."),
            .init("communication", JSONSchema.component(.communication).orNull),
            .init("attempts", .list(of: .component(.attempt))), .init("notes", .list(of: .text("Came twice"))),
        ]
    }

    static var actionResultMembers: [JSONSchema.Member] {
        [
            .init("communication_id", .uuid, "The communication that was acted on."),
            .init("status", .words(Words.statuses), "Its status now."),
            .init("result_id", JSONSchema.uuid.orNull, "Of a resend: the new communication."),
            .init("repeated", .flag(false), "Whether this repeats the answer to an earlier request with the same key."),
        ]
    }
}
