import OMSMessages

extension OrderState {
    /// Folds `customer_shipment_done`. A later message for the same shipment fills in and updates it.
    mutating func fold(_ message: ShipmentMessage) {
        let id = ShipmentState.id(of: message)
        let index = shipments.insertionIndex(of: id, by: { $0.id })
        if index == shipments.endIndex || shipments[index].id != id {
            shipments.place(ShipmentState(id: id), at: index)
        }
        let date = message.shipmentDate ?? message.items.compactMap(\.statusDate).max()
        shipments[index].fields.offer(message, at: ArrivingStamp(Stamp(date: date?.microseconds)))
    }
}
