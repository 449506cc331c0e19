extension OMSMessage.Payload {
    /// Reads the argument that `method` carries; whatever lacks it, or its order, is `.other`.
    /// - Parameter memory: of an earlier snapshot of the same order, if there is one.
    init(_ method: OMSMethod, params: JSONNode?, knowing memory: SnapshotMemory? = nil) {
        self = .other
        guard let params else { return }
        switch method {
        case .orderCreated, .orderUpdated:
            guard let node = params.member(.order), node.isObject else { return }
            var order = OrderSnapshot()
            if order.read(node, knowing: memory) { self = .order(order) }
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
