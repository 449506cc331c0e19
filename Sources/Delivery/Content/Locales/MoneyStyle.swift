import OMSMessages

/// How a locale writes amounts of money. The conventions are those of the Unicode CLDR.
struct MoneyStyle: Hashable, Sendable {
    var decimal = "."
    var grouping = ","
    /// The least number of digits before the last three for which groups are made: 2 in Spain (`1234,50`, `12.345,50`).
    var minimumGroup = 1
    /// Where the currency stands.
    var place = Place.before
    /// Symbols for currencies; every other one is written by its code.
    var symbols: [String: String] = [:]

    /// Where the currency stands beside the number.
    enum Place: Hashable, Sendable {
        /// `€59.50`; a code is set off by a blank: `CHF 59.50`.
        case before
        /// `€ 59,50`.
        case beforeWithBlank
        /// `59,50 €`.
        case after
    }

    private static let blank = "\u{A0}"

    /// Writes an amount exactly: with the digits the currency has, and more where the value has more. Nothing is rounded.
    func text(_ amount: ExactDecimal, currency: String?) -> String {
        let sign = amount.coefficient < 0 ? "-" : ""
        let number = number(amount.magnitude, digits: currency.map(CurrencyCode.digits) ?? 2)
        guard let currency, !currency.isEmpty else { return sign + number }
        let symbol = symbols[currency] ?? currency
        guard CurrencyCode.isCode(currency) else { return sign + number + MoneyStyle.blank + symbol }
        switch place {
        case .after: return sign + number + MoneyStyle.blank + symbol
        case .beforeWithBlank: return sign + symbol + MoneyStyle.blank + number
        case .before:
            let isLetter = symbol.last?.isLetter == true
            return sign + symbol + (isLetter ? MoneyStyle.blank : "") + number
        }
    }

    private func number(_ magnitude: ExactDecimal, digits: Int) -> String {
        let parts = magnitude.description.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let padding = String(repeating: "0", count: max(0, digits - fraction.utf8.count))
        let whole = grouped(String(parts[0]))
        return fraction.isEmpty && padding.isEmpty ? whole : whole + decimal + fraction + padding
    }

    private func grouped(_ digits: String) -> String {
        let count = digits.utf8.count
        guard count >= 3 + minimumGroup else { return digits }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (count - index) % 3 == 0 { result += grouping }
            result.append(digit)
        }
        return result
    }
}
