import Communications
import OMSMessages
import Projection

/// What both payment exceptions tell customer service. Source: seed, "Payment Exceptions"; decision table, rule 3.
enum PaymentExceptionText {
    /// - Parameters:
    ///   - what: the failure as a sentence.
    ///   - nextStep: what customer service should do about it.
    static func letter(_ text: LetterContext, title: String, what: String, nextStep: String) -> Letter {
        let facts = text.facts
        let amount = facts.money("amount").map { ", \($0)" } ?? ""
        var letter = Letter(subject: "\(title): order \(text.orderID)\(amount)")
        letter.paragraph("For customer service. The customer has not been told.")
        letter.paragraph(what)
        letter.details([
            ("Order", text.orderID), ("Sales channel", CleanText.line(text.communication.salesChannel)),
            ("Status", facts.text("status")), ("Reason", facts.text("reason")), ("Amount", facts.money("amount")),
            ("Failure number", facts.int("occurrence").map(String.init)),
            ("Ordered", facts.moment("ordered_at").map { "\(CalendarText.moment($0)) (\(age($0, text)))" }),
        ])
        let contact: [(String, String?)] = [
            ("Name", facts.text("customer_name")), ("E-mail", facts.text("customer_email")),
            ("Phone", facts.text("customer_phone")),
        ]
        letter.heading("Customer")
        if contact.allSatisfy({ $0.1 == nil }) { letter.paragraph("No contact is known.") }
        letter.details(contact)
        let gateway: [(String, String?)] = [
            ("Payment method", facts.text("payment_method")), ("Gateway", facts.text("gateway_id")),
            ("Gateway account", facts.text("gateway_account")), ("Transaction", facts.text("transaction_id")),
        ]
        if gateway.contains(where: { $0.1 != nil }) { letter.heading("Payment") }
        letter.details(gateway)
        letter.heading("Next step")
        letter.paragraph(nextStep)
        letter.link("Open the order", facts.text("service_link"))
        return letter
    }

    /// The age of the order when this was decided.
    private static func age(_ ordered: Timestamp, _ text: LetterContext) -> String {
        let hours = max(0, (text.communication.decidedAt.microseconds - ordered.microseconds) / 3_600_000_000)
        switch hours {
        case 0: return "less than an hour before the failure"
        case 1: return "1 hour before the failure"
        case 2..<48: return "\(hours) hours before the failure"
        default: return "\(hours / 24) days before the failure"
        }
    }
}
