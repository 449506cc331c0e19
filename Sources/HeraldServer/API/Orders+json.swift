internal import EventLog
internal import OMSMessages
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
