import Communications
public import OMSMessages
import OrderModel

extension Timeline {
    /// Writes the timeline as the API gives it: messages, transitions and communications, oldest first.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member(
                "items",
                array: { json in
                    // By their places: an iterator would copy each member by member.
                    for place in items.indices { items[place].write(shard, to: &json) }
                })
        }
    }
}

extension Timeline.Item {
    fileprivate func write(_ shard: Int16, to json: inout JSONWriter) {
        json.object { json in
            json.member("at", at)
            json.member(
                "position",
                object: { json in
                    json.member("shard", shard)
                    json.member("position", position)
                })
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
                json.member("id", communication.id)
                json.member("kind", communication.kind.name)
                json.member("status", communication.disposition.status.rawValue)
                json.member("reason", communication.disposition.reason)
                json.member("detail", communication.disposition.text)
            }
        }
    }
}
