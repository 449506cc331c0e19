import InternetAddresses
import Testing

@Suite("E-mail addresses")
struct EmailAddressTests {
    private static let label63 = String(repeating: "a", count: 63)

    static let good = [
        "kim@mail.example", "a@b", "KIM.x+tag@a-b.example", "!#$%&'*+-/=?^_`{|}~@x.example", "1@2.3",
        String(repeating: "l", count: 64) + "@x.example", "a@" + label63 + ".example",
        "a@" + [label63, label63, label63, String(repeating: "b", count: 60)].joined(separator: "."),
    ]
    static let bad = [
        "", "@", "kim", "kim@", "@mail.example", "a b@x", ".a@x", "a.@x", "a..b@x", "a@x.", "a@.x", "a@x..y", "a@-x",
        "a@x-", "a@x_y", "a@b@c", "\"a\"@x", "kïm@x", "a@ü.example", "a\u{0}@x", "a@x\u{0}y",
        String(repeating: "l", count: 65) + "@x.example", "a@" + label63 + "a.example",
        "a@" + [label63, label63, label63, String(repeating: "b", count: 61)].joined(separator: "."),
        "a@" + [label63, label63, label63, label63].joined(separator: "."),
    ]

    @Test("The pattern of descriptions and the reader agree", arguments: good + bad)
    func pattern(text: String) throws {
        let pattern = try Regex(EmailAddress.pattern).asciiOnlyCharacterClasses()
        let isDescribed =
            text.unicodeScalars.count <= EmailAddress.maximumLength && text.wholeMatch(of: pattern) != nil
        #expect((EmailAddress(text)?.description == text) == isDescribed)
        #expect(isDescribed == Self.good.contains(text))
    }
}
