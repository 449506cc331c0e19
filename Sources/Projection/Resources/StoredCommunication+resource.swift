public import OMSMessages
import Postgres

extension StoredCommunication {
    /// Writes the communication as the API, the export and webhooks give it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id.description)
            json.member("kind", kind)
            json.member("audience", audience)
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member(
                "subject",
                object: { json in
                    json.member("refund_id", refundID)
                    json.member("return_id", returnID)
                    json.member("shipment_id", shipmentID)
                    json.member(
                        "lines",
                        array: { json in
                            for line in lines { json.value(line) }
                        })
                })
            if audience == "customer_service" { json.member("occurrence", occurrence) }
            json.member("refund_type", refundType)
            json.member("refund_type_source", refundTypeSource)
            json.member("return_link_source", returnLinkSource)
            json.member("status", status)
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
            json.member(
                "recipient",
                object: { json in
                    json.member("name", recipientName)
                    json.member("email", recipientEmail)
                    json.member("phone", recipientPhone)
                    json.member("source", recipientSource)
                })
            json.member("resend_of", resendOf?.description)
            json.member("facts", raw: facts.utf8)
            json.member(
                "deliveries",
                array: { json in
                    for delivery in deliveries { delivery.write(to: &json) }
                })
        }
    }
}

extension StoredCommunication.Delivery {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("channel", channel)
            json.member("recipient", recipient)
            json.member("status", status)
            json.member("reason", reason)
            json.member("attempts", attempts)
            json.member("next_attempt_at", nextAttemptAt)
            json.member("created_at", createdAt)
            json.member("finished_at", finishedAt)
        }
    }
}

extension StoredCommunication.Attempt {
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

extension JSONWriter {
    /// Writes a moment in UTC; nil and the infinities as `null`.
    mutating func member(_ name: String, _ moment: PostgresTimestamp?) {
        let isFinite = moment != .infinity && moment != .negativeInfinity
        member(name, isFinite ? moment.map { Timestamp($0) } : Timestamp?.none)
    }
}
