extension OrderSnapshot: NodeReadable {
    /// Reads an order; false when it names no order.
    mutating func read(_ node: JSONNode) -> Bool { shared.value.read(node, knowing: nil) }

    /// Reads an order of which an earlier snapshot is known, and shares with it what is the same.
    mutating func read(_ node: JSONNode, knowing memory: SnapshotMemory?) -> Bool {
        shared.value.read(node, knowing: memory)
    }
}

extension OrderSnapshot.Fields {
    fileprivate mutating func read(_ node: JSONNode, knowing memory: SnapshotMemory?) -> Bool {
        var statusObject: JSONNode?
        for (key, value) in node.members {
            switch key.field {
            case .id: id = value.text ?? ""
            case .originalOrderID: originalOrderID = value.text
            case .store: store = value.text
            case .status:
                status = value.code
                statusObject = value.object
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
            case .addresses: addresses = value.list(knowing: memory?.addresses)
            case .payments: payments = value.list(knowing: memory?.payments)
            case .lines: lines = value.list(knowing: memory?.lines)
            case .customAttributes:
                customAttributes = memory?.customAttributes(ifStillSaidBy: value) ?? CustomAttribute.attributes(value)
            default: break
            }
        }
        guard !id.isEmpty else { return false }
        if let statusObject {
            let statusObject = StatusReading(statusObject)
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
