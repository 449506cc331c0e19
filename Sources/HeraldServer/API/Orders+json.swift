internal import Communications
internal import EventLog
internal import OMSMessages
internal import OrderModel
internal import Projection

extension OrderSummary {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member("is_placed", isPlaced)
            json.member("is_test", isTest)
            json.member("status", status)
            json.member("status_reason", statusReason)
            json.member("ordered_at", instant: orderedAt)
            json.member("email", email)
            json.position(shard, position)
        }
    }
}

extension StoredMessage {
    /// Writes the message with its payload as JSON.
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.position(shard, position)
            json.member("received_at", Timestamp(microseconds: receivedAt))
            json.member("is_historical", isHistorical)
            json.member("is_erased", erasureID != nil)
            json.member("method", method)
            json.member("message_id", messageID)
            json.member("sales_channel", salesChannel)
            // A byte order mark is no JSON in the middle of a document.
            json.member("payload", raw: payload.starts(with: [0xEF, 0xBB, 0xBF]) ? payload.dropFirst(3) : payload[...])
        }
    }
}

extension Timeline {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member("shard", shard)
            json.member("items", array: { json in for item in items { item.write(to: &json) } })
        }
    }
}

extension Timeline.Item {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", at)
            json.member("position", position)
            switch content {
            case .message(let method, let messageID, let isHistorical, let note):
                json.member("type", "message")
                json.member("method", method)
                json.member("message_id", messageID)
                json.member("is_historical", isHistorical)
                json.member("note", note)
            case .transition(let transition):
                json.member("type", "transition")
                json.member("transition", transition.name)
                json.member("text", transition.text)
            case .communication(let communication):
                json.member("type", "communication")
                json.key("communication")
                communication.write(to: &json)
            case .decision(let communication):
                json.member("type", "decision")
                json.member(
                    "communication",
                    object: { json in
                        json.member("id", communication.id)
                        json.member("kind", communication.kind.name)
                        json.member("audience", communication.kind.audience.rawValue)
                        json.member("status", communication.disposition.status.rawValue)
                        json.member("reason", communication.disposition.reason)
                        json.member("detail", communication.disposition.text)
                        json.member("occurred_at", communication.occurredAt)
                        json.member("decided_at", communication.decidedAt)
                    })
            }
        }
    }
}
