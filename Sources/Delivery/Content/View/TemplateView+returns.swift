import OMSMessages
import OrderModel
import Projection

extension TemplateView {
    /// 6: label, instructions, lines. Source: decision table, rule 5.
    var returnAuthorized: TemplateObject {
        [
            "return_id": returnID,
            "carrier": text("carrier"),
            "tracking_number": text("tracking_number"),
            "tracking_link": link("tracking_link"),
            "label_link": link("label_link"),
            "items": items(facts.list("lines")),
        ]
    }

    /// 7: received, in poor condition or missing, line by line. Source: decision table, rule 6.
    var returnReceived: TemplateObject {
        let lines = facts.list("lines")
        let poor = lines.filter { $0.text("outcome") == "poor_condition" }
        let missing = facts.list("missing")
        return [
            "return_id": returnID,
            "is_partial": .flag(!missing.isEmpty),
            "is_checked": .flag(facts.bool("is_inspected") == true),
            // What the warehouse noted of goods that are well, or not there, is of no use to the customer.
            "accepted": items(plain(lines.filter { $0.text("outcome") != "poor_condition" })),
            "poor": items(LineItem.merged(poor) { $0.reason = nil }),
            "missing": items(plain(missing)),
        ]
    }

    private func plain(_ lines: [Facts]) -> [LineItem] {
        LineItem.merged(lines) { ($0.reason, $0.condition) = (nil, nil) }
    }

    /// 8: started, not paid; type, amount, way, how long, return. Source: seed, "Refund triggered"; decision table, rule 7.
    var refundTriggered: TemplateObject {
        let type = communication.refundType ?? facts.text("refund_type").flatMap(RefundType.init(rawValue:))
        return [
            "refund_id": .optional(facts.text("refund_id").flatMap { $0.hasPrefix("derived-") ? nil : $0 }),
            "amount": money("amount"),
            "return_id": returnID,
            "payment_method": paymentMethod("payment_method"),
            "refund_days": count(facts.int("refund_days")),
            "is_return": .flag(type == .return),
            "is_cancellation": .flag(type == .cancellation),
            "is_appeasement": .flag(type == .appeasement),
            "items": items(LineItem.merged(facts.list("lines")) { $0.reason = nil }),
        ]
    }

    /// The number that the customer knows. Returns and refunds without one have an identity that herald made, which tells
    /// nobody anything.
    private var returnID: TemplateValue {
        .optional(facts.text("return_id").flatMap { $0.hasPrefix("blind-") ? nil : $0 })
    }
}
