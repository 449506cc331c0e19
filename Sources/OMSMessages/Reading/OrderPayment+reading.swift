extension OrderPayment: NodeReadable {
    /// Reads a payment.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .reference: reference = value.text
            case .currency: currency = value.text
            case .transactions: transactions = value.list()
            default: break
            }
        }
        return true
    }
}

extension OrderPayment.Transaction: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
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
        return true
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

extension OrderPayment: MemberwiseReadable {
    mutating func take(_ field: MessageField, _ value: JSONNode) {}

    /// A payment that changed is read anew: it is small.
    static func isEntangled(
        _ field: MessageField, _ value: JSONNode, before old: JSONNode, isChanged: Bool
    ) -> Bool { true }
}
