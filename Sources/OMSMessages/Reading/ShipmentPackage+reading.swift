extension ShipmentMessage.Package: NodeReadable {
    /// Reads a package.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .id: id = value.text
            case .items: items = value.counts
            case .carrier: carrier = value.text
            case .trackingNumber: trackingNumber = value.text
            case .trackingLink: trackingLink = value.text
            case .trackingComment: trackingComment = value.text
            case .shippingLabelLink: shippingLabelLink = value.text
            case .details: details = value.reading()
            case .aggregatedItems: aggregatedItems = value.list()
            case .customAttributes: customAttributes = CustomAttribute.attributes(value)
            default: break
            }
        }
        return true
    }
}

extension ShipmentMessage.Package.Details: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .name: name = value.text
            case .weight: weight = value.decimal
            case .weightUnit: weightUnit = value.text
            case .length: length = value.decimal
            case .width: width = value.decimal
            case .height: height = value.decimal
            case .dimensionsUnit: dimensionsUnit = value.text
            default: break
            }
        }
        return true
    }
}

extension ShipmentMessage.AggregatedItem: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .aggregatedLineID: aggregatedLineID = value.text
            case .sku: sku = value.text
            case .quantity: quantity = value.count
            case .orderLines: orderLines = value.counts
            default: break
            }
        }
        return true
    }
}

extension JSONNode {
    /// The line numbers of an array; a lone one counts as an array of one.
    var counts: [Int] { isArray ? elements.compactMap(\.count) : count.map { [$0] } ?? [] }
}
