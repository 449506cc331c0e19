/// 1 `order_confirmation`: lines, planned back-order and the remorse period. Source: seed, "Order Confirmation".
enum OrderConfirmationText {
    static func letter(_ text: LetterContext) -> Letter {
        var letter = Letter(subject: text.subject("we have received your order \(text.orderID)"))
        letter.paragraph(text.greeting)
        letter.paragraph("thank you for your order \(text.orderID). This is what you have ordered:")
        letter.list(text.facts.list("lines").map(item))
        letter.details([("Total", text.facts.money("total"))])
        if let until = text.facts.moment("remorse_until") {
            letter.paragraph("You may change your mind and cancel until \(CalendarText.moment(until)).")
        }
        letter.paragraph("We will write to you again when your goods are on their way.")
        text.close(&letter)
        return letter
    }

    private static func item(_ line: Facts) -> Letter.Item {
        var item = Letter.Item(title: line.product)
        if let amount = line.money("amount") { item.notes.append(amount) }
        if line.bool("is_cancelled") == true { item.notes.append("This line has been cancelled.") }
        if let day = line.day("expected_at") {
            item.notes.append("On back-order: we expect it on \(day) and will send it as soon as it is here.")
        } else if line.bool("is_backorder") == true {
            item.notes.append("On back-order: we will send it as soon as it is here.")
        }
        return item
    }
}
