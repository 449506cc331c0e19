import OMSMessages

extension TemplateView {
    /// 2: this shipment alone, package by package, and what is still to come. Source: seed, "Shipment Confirmation";
    /// decision table, rule 2.
    var shipmentConfirmation: TemplateObject {
        let lines = facts.list("lines")
        let packages = facts.list("packages").prefix(TemplateView.maximumPackages)
        let packed = packages.map { package in
            let numbers = Set(package.numbers("lines"))
            return lines.filter { line in line.int("line_number").map(numbers.contains) ?? false }
        }
        // Each package shows its lines if every line is in one; else one list shows them all.
        let listed = Set(packages.flatMap { $0.numbers("lines") })
        let isDivided = !packages.isEmpty && lines.allSatisfy { $0.int("line_number").map(listed.contains) ?? false }
        let total = facts.int("lines_total") ?? 0
        let rest = total - (facts.int("lines_shipped") ?? total)
        return [
            "shipped_on": day("shipped_at"),
            "items": isDivided ? .absent : items(lines),
            "packages": .list(
                packages.enumerated().map { index, package in
                    self.package(package, index + 1, of: packages.count, isDivided ? packed[index] : [])
                }),
            "several_packages": packages.count > 1 ? count(packages.count) : .absent,
            "address": address,
            "shipment_link": link("shipment_link"),
            "is_partial": .flag(rest > 0),
            "is_complete": .flag(rest <= 0 && total > lines.count),
            "remaining": rest > 0 ? count(facts.int("pieces_remaining") ?? rest) : .absent,
            "total_items": count(facts.int("pieces_total") ?? total),
            // The shipment's mail says nothing about money.
            "remaining_items": rest > 0 ? items(LineItem.merged(facts.list("remaining")) { $0.amount = nil }) : .absent,
        ]
    }

    private func package(_ package: Facts, _ number: Int, of count: Int, _ lines: [Facts]) -> TemplateObject {
        [
            "number": .text(String(number)),
            "of": .text(String(count)),
            "is_one_of_several": .flag(count > 1),
            "carrier": .optional(package.text("carrier")),
            "tracking_number": .optional(package.text("tracking_number")),
            "tracking_link": .optional(package.link("tracking_link")),
            "comment": .optional(package.text("tracking_comment")),
            "items": items(lines),
        ]
    }

    private var address: TemplateValue {
        guard let address = facts.object("address") else { return .absent }
        let town = [address.text("zip"), address.text("city")].compactMap(\.self).joined(separator: " ")
        let country = [address.text("state"), address.text("country_code")].compactMap(\.self).joined(separator: ", ")
        let lines = [
            address.text("name"), address.text("address1"), address.text("address2"), town.isEmpty ? nil : town,
            country.isEmpty ? nil : country,
        ].compactMap(\.self)
        return lines.isEmpty ? .absent : .object(["lines": .list(lines.map { ["text": .text($0)] })])
    }
}
