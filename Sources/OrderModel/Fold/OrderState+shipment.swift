import OMSMessages

extension OrderState {
    /// Folds `customer_shipment_done`. A later message for the same shipment fills in and updates it.
    mutating func fold(_ message: ShipmentMessage) {
        let id = ShipmentState.id(of: message)
        let index = shipments.insertionIndex(of: id, by: \.id)
        if index == shipments.endIndex || shipments[index].id != id {
            shipments.insert(ShipmentState(id: id), at: index)
        }
        let date = message.shipmentDate ?? message.items.compactMap(\.statusDate).max()
        shipments[index].offer(message, at: Stamp(date: date?.microseconds))
    }
}
