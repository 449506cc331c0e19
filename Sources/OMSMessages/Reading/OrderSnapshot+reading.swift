extension OrderSnapshot: NodeReadable {
    /// Reads an order; false when it names no order.
    mutating func read(_ node: JSONNode) -> Bool {
        var statusObject: StatusReading?
        for (key, value) in node.members {
            switch key.field {
            case .id: id = value.text ?? ""
            case .originalOrderID: originalOrderID = value.text
            case .store: store = value.text
            case .status:
                status = value.code
                statusObject = value.isObject ? StatusReading(value) : nil
            case .statusReason: statusReason = value.code
            case .statusDate: statusDate = value.timestamp
            case .ip: ip = value.text
            case .vatCountry: vatCountry = value.text
            case .language: language = value.text
            case .origin: origin = value.text
            case .originDate: originDate = value.timestamp
            case .customerServiceAgent: customerServiceAgent = value.text
            case .giftMessage: giftMessage = value.text
            case .customer: customer = value.reading()
            case .addresses: addresses = value.list()
            case .payments: payments = value.list()
            case .lines: lines = value.list()
            case .customAttributes: customAttributes = CustomAttribute.attributes(value)
            default: break
            }
        }
        guard !id.isEmpty else { return false }
        if let statusObject {
            status = statusObject.code
            statusName = statusObject.name
            statusReason = statusReason ?? statusObject.reasonCode
            statusDate = statusDate ?? statusObject.date
        }
        return true
    }
}

extension OrderSnapshot.Customer: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .id: id = value.text
            case .type: type = value.code
            case .segment: segment = value.code
            default: break
            }
        }
        return true
    }
}
