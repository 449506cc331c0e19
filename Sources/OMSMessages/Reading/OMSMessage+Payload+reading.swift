extension OMSMessage.Payload {
    /// Reads the argument that `method` carries; whatever lacks it, or its order, is `.other`.
    init(_ method: OMSMethod, params: JSONNode?) {
        self = .other
        guard let params else { return }
        switch method {
        case .orderCreated, .orderUpdated:
            if let order: OrderSnapshot = params.member(.order)?.reading() { self = .order(order) }
        case .orderLineCancelled:
            if let orderID = params.member(.orderID)?.text {
                self = .lineCancelled(LineCancelled(orderID: orderID, lineID: params.member(.orderLineID)?.text))
            }
        case .customerShipmentDone:
            if let shipment: ShipmentMessage = params.member(.shipment)?.reading() { self = .shipment(shipment) }
        case .returnUpdated:
            if let update: ReturnMessage = params.member(.return)?.reading() { self = .returnUpdated(update) }
        case .returnReceived:
            if let receipt: ReturnMessage = params.member(.return)?.reading() { self = .returnReceived(receipt) }
        case .refundUpdated:
            if let refund: RefundMessage = params.member(.refund)?.reading() { self = .refund(refund) }
        case .reported, .other: break
        }
    }
}
