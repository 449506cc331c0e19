import Communications
public import OMSMessages
import OrderModel
import Postgres

extension StoredCommunication {
    /// Writes the communication as the object that API, export, webhook and mailbox show alike.
    /// - Parameters:
    ///   - json: a writer where a value is due.
    ///   - deliveries: its deliveries, in the order to be shown.
    ///   - extra: writes further members of the object.
    public func writeJSON(
        to json: inout JSONWriter, deliveries: [DeliveryRecord], extra: (inout JSONWriter) -> Void = { _ in }
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
                            for line in subject.lines.sorted() { json.value(line) }
                        })
                })
            if let occurrence { json.member("occurrence", occurrence) }
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
            json.member("resend_of", resendOf?.description)
            json.member("facts", raw: facts)
            json.member(
                "deliveries",
                array: { json in
                    for delivery in deliveries { delivery.writeJSON(to: &json) }
                })
            extra(&json)
        }
    }
}

extension DeliveryRecord {
    /// Writes the delivery as an object.
    public func writeJSON(to json: inout JSONWriter) {
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
