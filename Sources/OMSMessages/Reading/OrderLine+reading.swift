extension OrderLine: NodeReadable {
    /// Reads a line; false when it has no usable `line_number`, for then it has no key.
    mutating func read(_ node: JSONNode) -> Bool {
        var statusObject: JSONNode?
        for (key, value) in node.members {
            guard let field = key.field else { continue }
            take(field, value)
            if field == .status { statusObject = value.object }
        }
        guard self.lineNumber >= 0 else { return false }
        if let statusObject {
            let statusObject = StatusReading(statusObject)
            status = statusObject.code
            statusReason = statusReason ?? statusObject.reasonCode
            statusDate = statusDate ?? statusObject.date
        }
        return true
    }
}

extension OrderLine: MemberwiseReadable {
    mutating func take(_ field: MessageField, _ value: JSONNode) {
        switch field {
        case .status: status = value.code
        case .statusReason: statusReason = value.code
        case .statusDate: statusDate = value.timestamp
        case .payments: payments = value.list()
        default: shared.value.take(field, value)
        }
    }

    /// Numbers and codes are spelled in several ways from message to message.
    func holds(_ field: MessageField, _ value: JSONNode) -> Bool {
        switch field {
        case .lineNumber: self.lineNumber == value.count ?? -1
        case .originalLineNumber: self.originalLineNumber == value.count
        case .parentLineNumber: self.parentLineNumber == value.count
        case .quantity: self.quantity == value.count
        case .productType: self.productType == value.code
        case .amount: self.amount?.isSaid(by: value) ?? !value.isObject
        default: false
        }
    }

    /// A line with another number is another line; a status that is an object says several things at once.
    static func isEntangled(
        _ field: MessageField, _ value: JSONNode, before old: JSONNode, isChanged: Bool
    ) -> Bool {
        field == .lineNumber
            ? isChanged && value.count != old.count : field == .status && (value.isObject || old.isObject)
    }
}

extension OrderLine.Fields {
    fileprivate mutating func take(_ field: MessageField, _ value: JSONNode) {
        switch field {
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
        case .promotionsInfo: promotionsInfo = value.reading()
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
}

extension LinePayment: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        var statusObject: JSONNode?
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
                statusObject = value.object
            case .statusDate: statusDate = value.timestamp
            default: break
            }
        }
        if let statusObject {
            let statusObject = StatusReading(statusObject)
            status = statusObject.code
            statusDate = statusDate ?? statusObject.date
        }
        return true
    }
}
