import OMSMessages
import Testing

@testable import Delivery

// Expected amounts are what the Unicode CLDR data of a browser's Intl gives.
@Suite("Locales") struct LocaleTests {
    private func money(_ amount: String, _ currency: String?, _ locale: String) throws -> String {
        let style = LocaleStyle(try #require(LocaleName(locale)))
        return style.money.text(try #require(ExactDecimal(amount)), currency: currency)
            .replacing("\u{A0}", with: "~").replacing("\u{202F}", with: "_")
    }

    @Test(
        "write money their way",
        arguments: [
            ("1234.5", "USD", "en_US", "$1,234.50"), ("1234.5", "EUR", "en_US", "€1,234.50"),
            ("-12345.67", "USD", "en_US", "-$12,345.67"), ("1234.5", "CHF", "en_US", "CHF~1,234.50"),
            ("1234.5", "USD", "en_GB", "US$1,234.50"), ("0.5", "GBP", "en_GB", "£0.50"),
            ("1234.5", "CAD", "en_CA", "$1,234.50"), ("1234.5", "EUR", "en_AU", "EUR~1,234.50"),
            ("1234.5", "EUR", "de_DE", "1.234,50~€"), ("-12345.67", "CHF", "de_DE", "-12.345,67~CHF"),
            ("1234.5", "EUR", "de_AT", "€~1.234,50"), ("-12345.67", "EUR", "de_AT", "-€~12.345,67"),
            ("1234.5", "CHF", "de_CH", "CHF~1’234.50"), ("1234.5", "EUR", "fr_FR", "1_234,50~€"),
            ("1234.5", "USD", "fr_BE", "1_234,50~$US"), ("1234.5", "CHF", "fr_CH", "1_234.50~CHF"),
            ("1234.5", "CAD", "fr_CA", "1~234,50~$"), ("1234.5", "EUR", "es_ES", "1234,50~€"),
            ("12345.67", "EUR", "es_ES", "12.345,67~€"), ("1234.5", "MXN", "es_MX", "$1,234.50"),
            ("1234.5", "USD", "es_AR", "US$~1.234,50"), ("1234.5", "EUR", "it_IT", "1234.50~EUR"),
        ])
    func money(_ amount: String, _ currency: String, _ locale: String, _ expected: String) throws {
        #expect(try money(amount, currency, locale) == expected)
    }

    @Test("show the digits that the currency has, and more where the amount has more: nothing is rounded")
    func digits() throws {
        #expect(try money("5900", "JPY", "en_US") == "¥5,900")
        #expect(try money("5900.25", "JPY", "en_US") == "¥5,900.25")
        #expect(try money("1.5", "KWD", "de_DE") == "1,500~KWD")
        #expect(try money("86.855", "EUR", "de_DE") == "86,855~€")
        #expect(try money("0.1", "EUR", "en_GB") == "€0.10")
        #expect(try money("99999999999999999999999999999999.01", "EUR", "en_GB").hasSuffix("999,999.01"))
    }

    @Test("get along with a currency that is none, or none at all")
    func currencies() throws {
        #expect(try money("59.5", nil, "de_DE") == "59,50")
        #expect(try money("59.5", "", "de_DE") == "59,50")
        #expect(try money("59.5", "POINTS <b>", "en_US") == "59.50~POINTS <b>")
    }

    @Test(
        "write days and times their way",
        arguments: [
            ("en_US", "February 1, 2026", "February 1, 2026 at 1:05~PM~UTC"),
            ("en_GB", "1 February 2026", "1 February 2026 at 13:05~UTC"),
            ("de_AT", "1. Februar 2026", "1. Februar 2026 um 13:05~Uhr~(UTC)"),
            ("fr_FR", "1er février 2026", "1er février 2026 à 13~h~05~(UTC)"),
            ("es_MX", "1 de febrero de 2026", "1 de febrero de 2026 a las 13:05~(UTC)"),
            ("sv_SE", "2026-02-01", "2026-02-01, 13:05~UTC"),
        ])
    func dates(_ locale: String, _ day: String, _ moment: String) throws {
        let style = LocaleStyle(try #require(LocaleName(locale))).date
        let date = try #require(Timestamp("2026-02-01T13:05:00Z"))
        #expect(style.day(date) == day)
        #expect(style.moment(date).replacing("\u{A0}", with: "~") == moment)
    }

    @Test("tell midnight, noon and one o'clock")
    func hours() throws {
        func moment(_ locale: String, _ hour: String) throws -> String {
            LocaleStyle(try #require(LocaleName(locale))).date
                .moment(try #require(Timestamp("2026-02-02T\(hour):00:00Z"))).replacing("\u{A0}", with: " ")
        }
        #expect(try moment("en_US", "00").hasSuffix("at 12:00 AM UTC"))
        #expect(try moment("en_US", "12").hasSuffix("at 12:00 PM UTC"))
        #expect(try moment("es_ES", "01").hasSuffix("a la 1:00 (UTC)"))
    }

    @Test(
        "are read as orders spell them",
        arguments: [
            ("de_DE", "de_DE"), ("de-at", "de_AT"), ("DE", "de"), ("zh_Hant_TW", "zh_TW"), ("es_419", "es_419"),
            ("fr_FR.UTF-8", "fr_FR"), ("en@euro", "en"),
        ])
    func names(_ text: String, _ name: String) { #expect(LocaleName(text)?.description == name) }

    @Test("are nothing where no language is named", arguments: ["", "_DE", "german", "1", "日本"])
    func noName(_ text: String) { #expect(LocaleName(text) == nil) }
}
