/// A telephone number that every country understands (ITU-T E.164): `+` and 7 to 15 digits.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Reads a number; blanks, brackets, dots, hyphens and slashes between the digits are left out, and so is the
    /// `(0)` that is dialled within the country alone. `00` at the beginning is `+`. Nil for one without its country.
    public init?(_ text: String) {
        var digits = ""
        for character in text.replacing("(0)", with: "").unicodeScalars {
            switch character {
            case "0"..."9": digits.unicodeScalars.append(character)
            case "+" where digits.isEmpty: digits = "+"
            case " ", "\u{A0}", "(", ")", ".", "-", "/": continue
            default: return nil
            }
        }
        if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
        guard digits.hasPrefix("+"), (8...16).contains(digits.utf8.count), !digits.hasPrefix("+0") else { return nil }
        description = digits
    }
}
