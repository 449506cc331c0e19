/// A text that an order is searched by, in the form in which it is stored: people type ids with blanks, without dashes and in
/// lower case.
public enum SearchTerm {
    /// The most characters that are kept; of a longer text its beginning is searched.
    public static let limit = 64

    /// The text without blanks, dashes and control characters, its ASCII letters in upper case.
    ///
    /// `find_orders.sql` and the index `order_state_order_key` do the same with order ids.
    public static func normalized(_ text: String) -> String {
        if text.utf8.count <= limit, text.utf8.allSatisfy(isPlain) { return text }
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars where !isDropped(scalar) {
            guard count < limit else { break }
            let isLowercase = scalar.value >= 0x61 && scalar.value <= 0x7A
            result.append(isLowercase ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar)
            count += 1
        }
        return String(result)
    }

    /// A character that normalising leaves as it is: what nearly all ids consist of.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (byte > 0x20 && byte < 0x61 && byte != UInt8(ascii: "-")) || (byte > 0x7A && byte < 0x7F)
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x2D, 0x7F, 0xA0, 0x2010...0x2015: true
        default: false
        }
    }
}
