extension OrderSnapshot {
    /// Reads an order; nil when `node` is no object or names no order.
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        self.init()
        var status: StatusReading?
        for (key, value) in node.members {
            switch key.field {
            case .id: id = value.text ?? ""
            case .originalOrderID: originalOrderID = value.text
            case .store: store = value.text
            case .status: status = StatusReading(value)
            case .statusReason: statusReason = value.code
            case .statusDate: statusDate = value.timestamp
            case .ip: ip = value.text
            case .vatCountry: vatCountry = value.text
            case .language: language = value.text
            case .origin: origin = value.text
            case .originDate: originDate = value.timestamp
            case .customerServiceAgent: customerServiceAgent = value.text
            case .giftMessage: giftMessage = value.text
            case .customer: customer = Customer(value)
            case .addresses: addresses = value.elements.compactMap(Address.init)
            case .payments: payments = value.elements.compactMap(OrderPayment.init)
            case .lines: lines = value.elements.compactMap(OrderLine.init)
            case .customAttributes: customAttributes = CustomAttribute.attributes(value)
            default: break
            }
        }
        guard !id.isEmpty else { return nil }
        self.status = status?.code
        statusName = status?.name
        statusReason = statusReason ?? status?.reasonCode
        statusDate = statusDate ?? status?.date
    }
}

extension OrderSnapshot.Customer {
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        self.init()
        for (key, value) in node.members {
            switch key.field {
            case .id: id = value.text
            case .type: type = value.code
            case .segment: segment = value.code
            default: break
            }
        }
    }
}
