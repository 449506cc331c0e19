/// 5 `order_cancellation`: which lines, whether money was taken, whether a refund follows. Source: decision table, rule 4.
enum OrderCancellationText {
    static func letter(_ text: LetterContext) -> Letter {
        let facts = text.facts
        var letter = Letter(subject: text.subject("your order \(text.orderID) has been cancelled"))
        letter.paragraph(text.greeting)
        letter.paragraph("your order \(text.orderID) has been cancelled. Nothing of it will be sent.")
        letter.list(
            facts.list("lines").map { line in
                Letter.Item(title: line.product, notes: [line.money("amount")].compactMap(\.self))
            })
        letter.details([("Total", facts.money("total"))])
        if let money = money(facts) { letter.paragraph(money) }
        text.close(&letter)
        return letter
    }

    private static func money(_ facts: Facts) -> String? {
        guard let wasTaken = facts.bool("was_money_taken") else { return nil }
        guard wasTaken else { return "No money was taken, so there is nothing to pay back." }
        let days = facts.int("refund_days").map(RefundTriggeredText.duration) ?? ""
        if facts.bool("refund_started") == true { return "Your refund has been started.\(days)" }
        guard facts.bool("refund_follows") == true else { return nil }
        return "You have paid already: we will refund you, and write to you when the refund has been started."
    }
}
