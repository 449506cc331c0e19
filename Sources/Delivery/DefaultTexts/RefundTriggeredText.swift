import OrderModel
import Projection

/// 8 `refund_triggered`: started, not paid, and how long it takes. Source: seed, "Refund triggered"; decision table, rule 7.
enum RefundTriggeredText {
    static func letter(_ text: LetterContext) -> Letter {
        let facts = text.facts
        var letter = Letter(subject: text.subject("a refund for your order \(text.orderID) has been started"))
        letter.paragraph(text.greeting)
        let amount = facts.money("amount").map { " of \($0)" } ?? ""
        letter.paragraph("a refund\(amount) for your order \(text.orderID) has been started\(cause(text)).")
        letter.details([
            ("Refund", facts.text("refund_id")), ("Amount", facts.money("amount")),
            ("Return number", facts.text("return_id")), ("Payment method", facts.text("payment_method")),
        ])
        letter.list(
            facts.list("lines").map { line in
                Letter.Item(title: line.product, notes: [line.money("amount")].compactMap(\.self))
            })
        let days =
            facts.int("refund_days").map(duration) ?? " How long it takes to arrive depends on your way of paying."
        letter.paragraph("The money goes back the way you paid.\(days)")
        text.close(&letter)
        return letter
    }

    /// Why there is a refund, in words that hold for whatever is known of it.
    private static func cause(_ text: LetterContext) -> String {
        let type = text.communication.refundType ?? text.facts.text("refund_type").flatMap(RefundType.init(rawValue:))
        switch type {
        case .return: return text.facts.text("return_id").map { " for your return \($0)" } ?? " for your return"
        case .cancellation: return " for goods that were cancelled"
        // A credit that customer service granted; why is between the two.
        case .appeasement: return ", as agreed with our customer service"
        case nil: return ""
        }
    }

    /// A sentence on how long a refund takes, with a blank in front.
    static func duration(days: Int) -> String {
        switch days {
        case ..<1: ""
        case 1: " It may take a day until you see it in your account."
        default: " It may take up to \(days) days until you see it in your account."
        }
    }
}
