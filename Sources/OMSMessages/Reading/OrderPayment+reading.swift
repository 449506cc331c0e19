extension OrderPayment {
    /// Reads a payment; nil when `node` is no object.
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        for (key, value) in node.members {
            switch key.field {
            case .reference: reference = value.text
            case .currency: currency = value.text
            case .transactions: transactions = value.elements.compactMap(Transaction.init)
            default: break
            }
        }
    }
}

extension OrderPayment.Transaction {
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        for (key, value) in node.members {
            switch key.field {
            case .paymentMethod: method = value.code
            case .paymentSubmethod: submethod = value.code
            case .amount: amount = value.decimal
            case .billingAddressReference: billingAddressReference = value.text
            case .gatewayInformation: readGateway(value)
            default: break
            }
        }
    }

    private mutating func readGateway(_ node: JSONNode) {
        for (key, value) in node.members {
            switch key.field {
            case .gatewayID: gatewayID = value.text
            case .account: gatewayAccount = value.text
            case .transactionID: transactionID = value.text
            case .authorizationStatus: authorizationStatus = value.code
            case .originalAuthRequestID: originalAuthRequestID = value.text
            case .paymentAccountUniqueID: paymentAccountUniqueID = value.text
            default: break
            }
        }
    }
}
