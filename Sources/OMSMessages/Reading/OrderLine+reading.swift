extension OrderLine {
    /// Reads a line; nil when `node` is no object or has no usable `line_number`, for then it has no key.
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        self.init(lineNumber: -1)
        var status: StatusReading?
        for (key, value) in node.members {
            switch key.field {
            case .lineNumber: lineNumber = value.count ?? -1
            case .id: id = value.text
            case .originalLineNumber: originalLineNumber = value.count
            case .parentLineNumber: parentLineNumber = value.count
            case .parentLineID: parentLineID = value.text
            case .shippingLineNumber: shippingLineNumber = value.count
            case .productType: productType = value.code
            case .sku: sku = value.text
            case .quantity: quantity = value.count
            case .productName: productName = value.text
            case .imageURL: imageURL = value.text
            case .productURL: productURL = value.text
            case .shippingAddressReference: shippingAddressReference = value.text
            case .paymentReference: paymentReference = value.text
            case .amount: amount = Price(value)
            case .payments: payments = value.elements.compactMap(LinePayment.init)
            case .promotionsInfo: promotionsInfo = PromotionsInfo(value)
            case .status: status = StatusReading(value)
            case .statusReason: statusReason = value.code
            case .statusDate: statusDate = value.timestamp
            case .promiseDeliveryDate: promiseDeliveryDate = value.timestamp
            case .preOrderStreetDate: preOrderStreetDate = value.timestamp
            case .sourceID: sourceID = value.text
            case .sourceLocation: sourceLocation = value.text
            case .pickupLocation: pickupLocation = value.text
            case .mandatoryPriceReview: mandatoryPriceReview = value.flag
            case .totalSourceAllocations: totalSourceAllocations = value.count
            case .customAttributes: customAttributes = CustomAttribute.attributes(value)
            default: break
            }
        }
        guard lineNumber >= 0 else { return nil }
        self.status = status?.code
        statusReason = statusReason ?? status?.reasonCode
        statusDate = statusDate ?? status?.date
    }
}

extension LinePayment {
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        var status: StatusReading?
        for (key, value) in node.members {
            switch key.field {
            case .paymentReference: paymentReference = value.text
            case .grossAmount: gross = value.decimal
            case .netAmount: net = value.decimal
            case .taxAmount: tax = value.decimal
            case .taxRate: taxRate = value.decimal
            case .taxes: taxes = value.elements.compactMap(Tax.init)
            case .currency: currency = value.text
            case .status: status = StatusReading(value)
            case .statusDate: statusDate = value.timestamp
            default: break
            }
        }
        self.status = status?.code
        statusDate = statusDate ?? status?.date
    }
}
