/// Which order and sales channel a message names, and where it does so.
///
/// The sales channel has many names; see the message reference, section 10.
struct OrderPlace {
    var orderID: String?
    var salesChannel: String?

    init(_ method: OMSMethod, in params: JSONNode) {
        switch method {
        case .orderCreated, .orderUpdated: readObject(.order, params)
        case .orderLineCancelled: orderID = params.member(.orderID)?.text
        case .customerShipmentDone: readObject(.shipment, params)
        case .returnUpdated, .returnReceived: readObject(.return, params)
        case .refundUpdated: readObject(.refund, params)
        case .reported, .other: search(params)
        }
    }

    private mutating func readObject(_ argument: MessageField, _ params: JSONNode) {
        if let node = params.member(argument) { read(argument, node) }
    }

    /// Reads the members that `argument` keeps the order and the channel in.
    private mutating func read(_ argument: MessageField?, _ node: JSONNode) {
        let orderField: MessageField = argument == .order ? .id : .orderID
        let channelField: MessageField =
            switch argument {
            case .order: .store
            case .shipment: .storeID
            default: .salesChannelID
            }
        var order: JSONNode?
        var channel: JSONNode?
        for (key, value) in node.members {
            if key.field == orderField { order = value }
            if key.field == channelField { channel = value }
        }
        orderID = order?.text
        salesChannel = channel?.text
    }

    /// An unknown method: the known places first, then any object among the arguments that names an order.
    private mutating func search(_ params: JSONNode) {
        readObject(.order, params)
        if orderID == nil {
            orderID = params.member(.orderID)?.text
            salesChannel = params.member(.salesChannelID)?.text ?? salesChannel
        }
        for argument in [MessageField.shipment, .return, .refund] where orderID == nil { readObject(argument, params) }
        for (_, value) in params.members where orderID == nil { read(nil, value) }
        if salesChannel == nil { salesChannel = params.member(.salesChannelID)?.text }
    }
}
