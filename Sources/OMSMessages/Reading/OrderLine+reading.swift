extension OrderLine: NodeReadable {
    /// Reads a line; false when it has no usable `line_number`, for then it has no key.
    mutating func read(_ node: JSONNode) -> Bool {
        var statusObject: StatusReading?
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
            case .amount: amount = value.reading()
            case .payments: payments = value.list()
            case .promotionsInfo: promotionsInfo = value.reading()
            case .status:
                status = value.code
                statusObject = value.isObject ? StatusReading(value) : nil
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
        guard lineNumber >= 0 else { return false }
        if let statusObject {
            status = statusObject.code
            statusReason = statusReason ?? statusObject.reasonCode
            statusDate = statusDate ?? statusObject.date
        }
        return true
    }
}

extension LinePayment: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        var statusObject: StatusReading?
        for (key, value) in node.members {
            switch key.field {
            case .paymentReference: paymentReference = value.text
            case .grossAmount: gross = value.decimal
            case .netAmount: net = value.decimal
            case .taxAmount: tax = value.decimal
            case .taxRate: taxRate = value.decimal
            case .taxes: taxes = value.list()
            case .currency: currency = value.text
            case .status:
                status = value.code
                statusObject = value.isObject ? StatusReading(value) : nil
            case .statusDate: statusDate = value.timestamp
            default: break
            }
        }
        if let statusObject {
            status = statusObject.code
            statusDate = statusDate ?? statusObject.date
        }
        return true
    }
}
