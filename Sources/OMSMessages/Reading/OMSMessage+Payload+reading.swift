extension OMSMessage.Payload {
    /// Reads the argument that `method` carries; whatever lacks it, or its order, is `.other`.
    init(_ method: OMSMethod, params: JSONNode?) {
        self = params.flatMap { OMSMessage.Payload.read(method, $0) } ?? .other
    }

    private static func read(_ method: OMSMethod, _ params: JSONNode) -> OMSMessage.Payload? {
        switch method {
        case .orderCreated, .orderUpdated:
            params.member(.order).flatMap(OrderSnapshot.init).map(OMSMessage.Payload.order)
        case .orderLineCancelled:
            params.member(.orderID)?.text.map { orderID in
                .lineCancelled(LineCancelled(orderID: orderID, lineID: params.member(.orderLineID)?.text))
            }
        case .customerShipmentDone:
            params.member(.shipment).flatMap(ShipmentMessage.init).map(OMSMessage.Payload.shipment)
        case .returnUpdated:
            params.member(.return).flatMap(ReturnMessage.init).map(OMSMessage.Payload.returnUpdated)
        case .returnReceived:
            params.member(.return).flatMap(ReturnMessage.init).map(OMSMessage.Payload.returnReceived)
        case .refundUpdated:
            params.member(.refund).flatMap(RefundMessage.init).map(OMSMessage.Payload.refund)
        case .reported, .other: nil
        }
    }
}
