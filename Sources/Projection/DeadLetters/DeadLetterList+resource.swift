public import OMSMessages
import Postgres

extension DeadLetterList {
    /// Writes the list as the API gives it: three arrays, one for each sort.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member(
                "parked_orders",
                array: { json in
                    for order in parked { order.write(to: &json) }
                })
            json.member(
                "set_aside_messages",
                array: { json in
                    for message in setAside { message.write(to: &json) }
                })
            json.member(
                "overdue_messages",
                array: { json in
                    for message in overdue { message.write(to: &json) }
                })
        }
    }
}

extension DeadLetterList.ParkedOrder {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("order_id", orderID)
            json.member("shard", shard)
            json.member("position", position)
            json.member("method", method)
            json.member("message_id", messageID)
            json.member("error", error)
            json.member("attempts", attempts)
            json.member("parked_at", Timestamp(parkedAt))
            json.member("waiting_behind", waitingBehind)
        }
    }
}

extension DeadLetterList.MisplacedMessage {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("order_id", orderID)
            json.member("shard", shard)
            json.member("position", position)
            json.member("method", method)
            json.member("message_id", messageID)
            json.member("received_at", Timestamp(receivedAt))
            json.member(
                "sales_channels",
                array: { json in
                    for channel in salesChannels { json.value(channel) }
                })
        }
    }
}
