/// A telephone number that every country understands (ITU-T E.164): `+` and 7 to 15 digits.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Reads a number; blanks, brackets, dots, hyphens and slashes between the digits are left out. Nil for one without
    /// its country.
    public init?(_ text: String) {
        var digits = ""
        for character in text.unicodeScalars {
            switch character {
            case "0"..."9": digits.unicodeScalars.append(character)
            case "+" where digits.isEmpty: digits = "+"
            case " ", "\u{A0}", "(", ")", ".", "-", "/": continue
            default: return nil
            }
        }
        guard digits.hasPrefix("+"), (8...16).contains(digits.utf8.count), !digits.hasPrefix("+0") else { return nil }
        description = digits
    }
}
