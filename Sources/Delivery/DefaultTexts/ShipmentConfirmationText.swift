/// 2 `shipment_confirmation`: this shipment alone. Source: seed, "Shipment Confirmation"; decision table, rule 2.
enum ShipmentConfirmationText {
    static func letter(_ text: LetterContext) -> Letter {
        let facts = text.facts
        var letter = Letter(subject: text.subject("goods from your order \(text.orderID) are on their way"))
        letter.paragraph(text.greeting)
        let day = facts.day("shipped_at").map { " on \($0)" } ?? ""
        letter.paragraph(
            "we have handed goods from your order \(text.orderID) over to the carrier\(day).")
        let lines = facts.list("lines")
        if !lines.isEmpty { letter.heading("In this shipment") }
        letter.list(lines.map { Letter.Item(title: $0.product) })
        let packages = facts.list("packages")
        for (index, package) in packages.enumerated() {
            letter.heading(packages.count == 1 ? "Your package" : "Package \(index + 1) of \(packages.count)")
            write(package, lines, packages.count, &letter)
        }
        if let address = facts.object("address").map(addressLines), !address.isEmpty {
            letter.heading("Delivery address")
            letter.paragraph(address.joined(separator: ", "))
        }
        letter.link("Details of this shipment", facts.text("shipment_link"))
        if let rest = remaining(facts) { letter.paragraph(rest) }
        text.close(&letter)
        return letter
    }

    private static func write(_ package: Facts, _ lines: [Facts], _ packages: Int, _ letter: inout Letter) {
        letter.details([
            ("Carrier", package.text("carrier")), ("Tracking number", package.text("tracking_number")),
            ("Note", package.text("tracking_comment")),
        ])
        letter.link("Follow this package", package.text("tracking_link"))
        let numbers = package.numbers("lines")
        guard packages > 1, !numbers.isEmpty else { return }
        letter.list(
            lines.filter { line in line.int("line_number").map(numbers.contains) ?? false }
                .map { Letter.Item(title: $0.product) })
    }

    private static func addressLines(_ address: Facts) -> [String] {
        let town = [address.text("zip"), address.text("city")].compactMap(\.self).joined(separator: " ")
        return [
            address.text("name"), address.text("address1"), address.text("address2"), town.isEmpty ? nil : town,
            address.text("state"), address.text("country_code"),
        ].compactMap(\.self)
    }

    /// What is still to come: n of m.
    private static func remaining(_ facts: Facts) -> String? {
        guard let shipped = facts.int("lines_shipped"), let total = facts.int("lines_total"), total > 1 else {
            return nil
        }
        let rest = total - shipped
        guard rest > 0 else { return "With this, all \(total) items of your order have been sent." }
        return "\(rest) of the \(total) items of your order \(rest == 1 ? "is" : "are") still to come; "
            + "we will write to you again."
    }
}
