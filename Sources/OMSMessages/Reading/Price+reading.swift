extension Price: NodeReadable {
    /// Reads a price.
    mutating func read(_ node: JSONNode) -> Bool { shared.value.read(node) }

    /// Whether this is what would be read of `node`.
    func isSaid(by node: JSONNode) -> Bool {
        guard node.isObject else { return false }
        var fields = Fields()
        return fields.read(node) && fields == shared.value
    }
}

extension Price.Fields {
    fileprivate mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .grossAmount: gross = value.decimal
            case .netAmount: net = value.decimal
            case .taxAmount: tax = value.decimal
            case .taxRate: taxRate = value.decimal
            case .taxes: taxes = value.list()
            case .currency: currency = value.text
            default: break
            }
        }
        return true
    }
}

extension Tax: NodeReadable {
    /// Reads a tax.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .type: type = value.text
            case .amount: amount = value.decimal
            case .rate: rate = value.decimal
            default: break
            }
        }
        return true
    }
}

extension PromotionsInfo: NodeReadable {
    /// Reads the promotions of a line.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .originalPrice: originalPrice = value.decimal
            case .promotions: promotions = value.list()
            default: break
            }
        }
        return true
    }
}

extension PromotionsInfo.Promotion: NodeReadable {
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
            case .code: code = value.text
            case .name: name = value.text
            case .discount: discount = value.decimal
            case .percentage: percentage = value.decimal
            default: break
            }
        }
        return true
    }
}
