extension ShipmentMessage: NodeReadable {
    /// Reads a shipment; false when it names no order.
    mutating func read(_ node: JSONNode) -> Bool {
        var misspeltID: String?
        for (key, value) in node.members {
            switch key.field {
            case .orderID: orderID = value.text ?? ""
            case .storeID: storeID = value.text
            case .shipmentRequestID: shipmentRequestID = value.text
            case .shipmentID: shipmentID = value.text
            case .misspeltShipmentID: misspeltID = value.text
            case .sourceID: sourceID = value.text
            case .method: method = value.code
            case .shipmentDate: shipmentDate = value.timestamp
            case .items: items = value.list()
            case .packages: packages = value.list()
            case .address: address = value.reading()
            default: break
            }
        }
        shipmentID = shipmentID ?? misspeltID
        guard !orderID.isEmpty else { return false }
        return true
    }
}

extension ShipmentMessage.Item: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        var statusObject: JSONNode?
        for (key, value) in node.members {
            switch key.field {
            case .orderLineNumber: lineNumber = value.count
            case .orderLineID: lineID = value.text
            case .itemType: itemType = value.code
            case .sku: sku = value.text
            case .name: name = value.text
            case .imageURL: imageURL = value.text
            case .productURL: productURL = value.text
            case .parentOrderLineNumber: parentLineNumber = value.count
            case .orderLinePrice: price = value.reading()
            case .orderLinePromotionsInfo: promotionsInfo = value.reading()
            case .status:
                status = value.code
                statusObject = value.object
            case .statusReason: statusReason = value.code
            case .statusDate: statusDate = value.timestamp
            default: break
            }
        }
        if let statusObject {
            let statusObject = StatusReading(statusObject)
            status = statusObject.code
            statusReason = statusReason ?? statusObject.reasonCode
            statusDate = statusDate ?? statusObject.date
        }
        return true
    }
}
