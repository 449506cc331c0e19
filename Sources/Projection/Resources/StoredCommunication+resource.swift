import Communications
public import OMSMessages
import OrderModel
import Postgres

extension StoredCommunication {
    /// Writes the communication as API, export and webhooks give it, and the mailbox keeps it.
    /// - Parameters:
    ///   - json: a writer where a value is due.
    ///   - recipient: whether it tells how the customer is reached. What goes out over a channel does not: it names the
    ///     addresses it goes to under `deliveries`, and no others.
    ///   - extra: writes further members of the object.
    public func write(
        to json: inout JSONWriter, recipient showsRecipient: Bool = true, extra: (inout JSONWriter) -> Void = { _ in }
    ) {
        json.object { json in
            json.member("id", id.description)
            json.member("kind", kindName)
            json.member("audience", audience.rawValue)
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member(
                "subject",
                object: { json in
                    json.member("refund_id", subject.refundID)
                    json.member("return_id", subject.returnID)
                    json.member("shipment_id", subject.shipmentID)
                    json.member(
                        "lines",
                        array: { json in
                            for line in subject.lines { json.value(line) }
                        })
                })
            if audience == .customerService { json.member("occurrence", occurrence) }
            json.member("refund_type", refundType?.rawValue)
            json.member("refund_type_source", refundTypeSource?.rawValue)
            json.member("return_link_source", returnLinkSource?.rawValue)
            json.member("status", status.rawValue)
            json.member("reason", reason)
            json.member("detail", detail)
            json.member(
                "position",
                object: { json in
                    json.member("shard", shard)
                    json.member("position", position)
                })
            json.member("message_id", messageID)
            json.member("occurred_at", occurredAt)
            json.member("decided_at", decidedAt)
            json.member("due_at", dueAt)
            json.member("raised_at", raisedAt)
            json.member("locale", locale)
            if showsRecipient { json.member("recipient", object: { recipient.write(to: &$0) }) }
            json.member("resend_of", resendOf?.description)
            json.member("facts", raw: facts)
            json.member(
                "deliveries",
                array: { json in
                    for delivery in deliveries { delivery.write(to: &json) }
                })
            extra(&json)
        }
    }
}

extension StoredCommunication.Recipient {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("email", email)
        json.member("phone", phone)
        json.member("source", source?.rawValue)
    }
}

extension DeliveryRecord {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("channel", channel)
            json.member("recipient", recipient)
            json.member("status", status.rawValue)
            json.member("reason", reason)
            json.member("attempts", attempts)
            json.member("next_attempt_at", nextAttemptAt)
            json.member("created_at", createdAt)
            json.member("finished_at", finishedAt)
        }
    }
}

extension AttemptRecord {
    /// Writes one attempt as the API gives it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("channel", channel)
            json.member("recipient", recipient)
            json.member("attempt", attempt)
            json.member("started_at", startedAt)
            json.member("duration_ms", durationMilliseconds)
            json.member("outcome", outcome)
            json.member("error_class", errorClass)
            json.member("response", response)
            json.member("next_attempt_at", nextAttemptAt)
        }
    }
}
