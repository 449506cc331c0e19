extension Price {
    /// Reads a price; nil when `node` is no object.
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        for (key, value) in node.members {
            switch key.field {
            case .grossAmount: gross = value.decimal
            case .netAmount: net = value.decimal
            case .taxAmount: tax = value.decimal
            case .taxRate: taxRate = value.decimal
            case .taxes: taxes = value.elements.compactMap(Tax.init)
            case .currency: currency = value.text
            default: break
            }
        }
    }
}

extension Tax {
    /// Reads a tax; nil when `node` is no object.
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        for (key, value) in node.members {
            switch key.field {
            case .type: type = value.text
            case .amount: amount = value.decimal
            case .rate: rate = value.decimal
            default: break
            }
        }
    }
}

extension PromotionsInfo {
    /// Reads the promotions of a line; nil when `node` is no object.
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        for (key, value) in node.members {
            switch key.field {
            case .originalPrice: originalPrice = value.decimal
            case .promotions: promotions = value.elements.compactMap(Promotion.init)
            default: break
            }
        }
    }
}

extension PromotionsInfo.Promotion {
    init?(_ node: JSONNode) {
        guard node.isObject else { return nil }
        for (key, value) in node.members {
            switch key.field {
            case .code: code = value.text
            case .name: name = value.text
            case .discount: discount = value.decimal
            case .percentage: percentage = value.decimal
            default: break
            }
        }
    }
}
