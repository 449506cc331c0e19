extension ShipmentMessage {
    /// Reads a shipment; nil when `node` is no object or names no order.
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
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
            case .items: items = value.elements.compactMap(Item.init)
            case .packages: packages = value.elements.compactMap(Package.init)
            case .address: address = Address(value)
            default: break
            }
        }
        shipmentID = shipmentID ?? misspeltID
        guard !orderID.isEmpty else { return nil }
    }
}

extension ShipmentMessage.Item {
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        var status: StatusReading?
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
            case .orderLinePrice: price = Price(value)
            case .orderLinePromotionsInfo: promotionsInfo = PromotionsInfo(value)
            case .status: status = StatusReading(value)
            case .statusReason: statusReason = value.code
            case .statusDate: statusDate = value.timestamp
            default: break
            }
        }
        self.status = status?.code
        statusReason = statusReason ?? status?.reasonCode
        statusDate = statusDate ?? status?.date
    }
}
