/// How a locale writes what is not words: money, days, numbers of things.
struct LocaleStyle: Hashable, Sendable {
    var money: MoneyStyle
    var date: DateStyle
    /// The numbers that take the singular; Unicode CLDR, category "one".
    var singular: Set<Int> = [1]

    /// The style of a locale: its own, else its language's, else one that needs no language.
    init(_ locale: LocaleName) {
        self = locale.chain.lazy.compactMap { LocaleStyle.all[$0.description] }.first ?? LocaleStyle.neutral
    }

    init(money: MoneyStyle, date: DateStyle, singular: Set<Int> = [1]) {
        self.money = money
        self.date = date
        self.singular = singular
    }
}

// One table: a locale that is not here is written like its language.
extension LocaleStyle {
    /// `1234.50 EUR`, `2026-02-19`: for words of the merchant's own in a language that the table does not have.
    static let neutral = LocaleStyle(money: MoneyStyle(grouping: "", place: .after), date: .numeric)

    static let english = LocaleStyle(
        money: MoneyStyle(symbols: dollars(us: "US$").merging(["GBP": "£", "INR": "₹", "CNY": "CN¥"]) { $1 }),
        date: .english)

    private static let all: [String: LocaleStyle] = [
        "en": english,
        "en_US": LocaleStyle(
            money: MoneyStyle(
                symbols: dollars(us: "$").merging(["GBP": "£", "JPY": "¥", "INR": "₹", "CNY": "CN¥"]) { $1 }),
            date: .northAmerican),
        "en_CA": LocaleStyle(
            money: MoneyStyle(symbols: dollars(us: "US$").merging(["CAD": "$", "GBP": "£", "JPY": "JP¥"]) { $1 }),
            date: .northAmerican),
        "en_AU": LocaleStyle(money: MoneyStyle(symbols: ["AUD": "$"]), date: .english),
        "de": LocaleStyle(money: german(.after, grouping: "."), date: .german),
        "de_AT": LocaleStyle(money: german(.beforeWithBlank, grouping: "."), date: .german),
        "de_CH": LocaleStyle(money: swiss, date: .german),
        "de_LI": LocaleStyle(money: swiss, date: .german),
        "fr": LocaleStyle(money: french(decimal: ",", grouping: "\u{202F}"), date: .french, singular: [0, 1]),
        "fr_CH": LocaleStyle(money: french(decimal: ".", grouping: "\u{202F}"), date: .french, singular: [0, 1]),
        "fr_CA": LocaleStyle(
            money: MoneyStyle(
                decimal: ",", grouping: "\u{A0}", place: .after, symbols: ["EUR": "€", "CAD": "$", "USD": "$\u{A0}US"]),
            date: .french, singular: [0, 1]),
        "es": LocaleStyle(
            money: MoneyStyle(
                decimal: ",", grouping: ".", minimumGroup: 2, place: .after, symbols: ["EUR": "€", "USD": "US$"]),
            date: .spanish),
        "es_MX": LocaleStyle(money: MoneyStyle(symbols: ["MXN": "$"]), date: .spanish),
        "es_US": LocaleStyle(money: MoneyStyle(symbols: ["USD": "$", "JPY": "¥"]), date: .spanish),
        "es_AR": LocaleStyle(money: southAmerican(["ARS": "$", "USD": "US$"]), date: .spanish),
        "es_CO": LocaleStyle(money: southAmerican(["COP": "$", "USD": "US$"]), date: .spanish),
    ]

    private static func dollars(us: String) -> [String: String] {
        ["EUR": "€", "USD": us, "CAD": "CA$", "AUD": "A$", "MXN": "MX$", "BRL": "R$"]
    }

    private static func german(_ place: MoneyStyle.Place, grouping: String) -> MoneyStyle {
        MoneyStyle(
            decimal: ",", grouping: grouping, place: place,
            symbols: [
                "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CAD": "CA$", "AUD": "AU$", "MXN": "MX$", "BRL": "R$",
            ])
    }

    private static let swiss = MoneyStyle(
        decimal: ".", grouping: "’", place: .beforeWithBlank, symbols: ["USD": "$", "GBP": "£", "JPY": "¥"])

    private static func french(decimal: String, grouping: String) -> MoneyStyle {
        MoneyStyle(
            decimal: decimal, grouping: grouping, place: .after,
            symbols: ["EUR": "€", "USD": "$US", "GBP": "£GB", "CAD": "$CA", "AUD": "$AU", "MXN": "$MX", "BRL": "R$"])
    }

    private static func southAmerican(_ symbols: [String: String]) -> MoneyStyle {
        MoneyStyle(decimal: ",", grouping: ".", place: .beforeWithBlank, symbols: symbols)
    }
}
