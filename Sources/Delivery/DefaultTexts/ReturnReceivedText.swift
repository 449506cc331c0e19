/// 7 `return_received`: accepted, in poor condition or missing, line by line. Source: decision table, rule 6.
enum ReturnReceivedText {
    static func letter(_ text: LetterContext) -> Letter {
        let facts = text.facts
        let id = facts.text("return_id").map { " \($0)" } ?? ""
        let lines = facts.list("lines")
        let poor = lines.filter { $0.text("outcome") == "poor_condition" }
        let accepted = lines.filter { $0.text("outcome") != "poor_condition" }
        let missing = facts.list("missing")
        var letter = Letter(
            subject: text.subject(
                "we have received \(missing.isEmpty ? "your return" : "a part of your return")\(id)"))
        letter.paragraph(text.greeting)
        letter.paragraph(
            "our warehouse has received and checked goods of your return\(id) for order \(text.orderID).")
        write("Accepted", accepted, &letter)
        write("In poor condition", poor, &letter) { line in
            line.text("condition").map { "Our warehouse says: \($0)" } ?? "It did not arrive as it was sent."
        }
        write("Not received yet", missing, &letter)
        if !missing.isEmpty {
            letter.paragraph(
                "If you have sent the missing goods, please wait for them to arrive. If not, please send them.")
        }
        if !poor.isEmpty {
            letter.paragraph(
                "Our customer service decides about goods in poor condition and will get in touch with you.")
        }
        letter.paragraph("If you are due a refund, we will write to you when it has been started.")
        text.close(&letter)
        return letter
    }

    private static func write(
        _ heading: String, _ lines: [Facts], _ letter: inout Letter, note: (Facts) -> String? = { _ in nil }
    ) {
        guard !lines.isEmpty else { return }
        letter.heading(heading)
        letter.list(lines.map { Letter.Item(title: $0.product, notes: [note($0)].compactMap(\.self)) })
    }
}
