/// 6 `return_authorized`: return id, lines, instructions, label link, carrier. Source: decision table, rule 5.
enum ReturnAuthorizedText {
    static func letter(_ text: LetterContext) -> Letter {
        let facts = text.facts
        let id = facts.text("return_id")
        var letter = Letter(
            subject: text.subject("your return\(id.map { " \($0)" } ?? "") for order \(text.orderID) is authorised"))
        letter.paragraph(text.greeting)
        letter.paragraph("you may send these goods from your order \(text.orderID) back to us:")
        letter.list(
            facts.list("lines").map { line in
                Letter.Item(
                    title: line.product, notes: [line.text("reason").map { "Reason: \($0)" }].compactMap(\.self))
            })
        letter.details([
            ("Return number", id), ("Carrier", facts.text("carrier")),
            ("Tracking number", facts.text("tracking_number")),
        ])
        letter.heading("How to send them")
        letter.list(instructions(facts).map { Letter.Item(title: $0) })
        letter.link("Print your return label", facts.text("label_link"))
        letter.link("Follow your return", facts.text("tracking_link"))
        letter.paragraph("We will write to you when the goods have arrived.")
        text.close(&letter)
        return letter
    }

    private static func instructions(_ facts: Facts) -> [String] {
        let carrier =
            facts.text("carrier").map { "Hand the package over to \($0)" } ?? "Hand the package over to a carrier"
        return [
            "Pack the goods well, if possible in their original packaging, together with everything that came with them.",
            facts.text("return_id").map { "Put a note with the return number \($0) into the package." },
            facts.text("label_link") == nil ? nil : "Print the return label and stick it on the package.",
            "\(carrier) and keep the receipt.",
        ].compactMap(\.self)
    }
}
