extension RefundMessage: NodeReadable {
    /// Reads a refund; false when it names no order.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .orderID: orderID = value.text ?? ""
            case .client: client = value.text
            case .salesChannelID: salesChannelID = value.text
            case .storeID: storeID = value.text
            case .creditNoteNumber: creditNoteNumber = value.text
            case .creditNoteDate: creditNoteDate = value.timestamp
            case .status: setStatus(StatusReading(value))
            case .refundType: refundType = value.code
            case .rma: rma = value.text
            case .user: user = value.text
            case .refundReason: refundReason = value.text
            case .lines: lines = value.list()
            case .customAttributes: customAttributes = CustomAttribute.attributes(value)
            default: break
            }
        }
        guard !orderID.isEmpty else { return false }
        return true
    }

    private mutating func setStatus(_ status: StatusReading) {
        statusCode = status.code
        statusName = status.name
        statusReasonCode = status.reasonCode
        statusReasonName = status.reasonName
        statusDate = status.date
    }
}

extension RefundMessage.Line: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .orderLine: lineNumber = value.count
            case .orderItemID: lineID = value.text
            case .reason: reason = value.text
            case .reasonDescription: reasonDescription = value.text
            case .payments: payments = value.list()
            default: break
            }
        }
        return true
    }
}

extension RefundMessage.Payment: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .ref: reference = value.text
            case .details: readDetails(value)
            case .status:
                let reading = StatusReading(value)
                status = reading.code
                statusName = reading.name
            default: break
            }
        }
        return true
    }

    private mutating func readDetails(_ node: JSONNode) {
        for (key, value) in node.members {
            switch key.field {
            case .costGross: gross = value.decimal
            case .costNet: net = value.decimal
            case .costVAT: tax = value.decimal
            case .vatRate: taxRate = value.decimal
            case .vatDetail: taxes = value.list()
            default: break
            }
        }
    }
}
