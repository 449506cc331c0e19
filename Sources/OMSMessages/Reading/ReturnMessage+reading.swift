extension ReturnMessage: NodeReadable {
    /// Reads a return; false when it names no order.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .orderID: orderID = value.text ?? ""
            case .salesChannelID: salesChannelID = value.text
            case .sourceID: sourceID = value.text
            case .user: user = value.text
            case .rma: rma = value.text
            case .returnTrackingNumber: trackingNumber = value.text
            case .returnTrackingURL: trackingURL = value.text
            case .returnTrackingLabelURL: labelURL = value.text
            case .returnTrackingCarrier: trackingCarrier = value.text
            case .originDate: originDate = value.timestamp
            case .status: setStatus(StatusReading(value))
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

extension ReturnMessage.Line: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .lineNumber: lineNumber = value.count
            case .id: id = value.text
            case .sku: sku = value.text
            case .reason: reason = value.text
            case .reasonDescription: reasonDescription = value.text
            case .condition: condition = value.code
            case .conditionDescription: conditionDescription = value.text
            case .status: status = StatusReading(value).code
            default: break
            }
        }
        return true
    }
}
