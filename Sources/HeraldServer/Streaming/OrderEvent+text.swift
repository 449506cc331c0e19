internal import OMSMessages
internal import OrderModel
internal import Projection

extension OrderEvent {
    /// The name of the event, as `EventSource` dispatches it.
    var name: String {
        switch content {
        case .transition: "transition"
        case .communication: "communication"
        }
    }

    /// The event's data as one line of JSON.
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024)
        json.object { json in
            json.member("type", name)
            json.member("at", at)
            json.position(shard, position)
            json.member("message_id", messageID)
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            switch content {
            case .transition(let transition):
                json.member("transition", transition.name)
                json.member("text", transition.text)
            case .communication(let communication):
                json.key("communication")
                communication.write(to: &json)
            }
        }
        return json.bytes
    }
}
