/// Makes hostile text harmless without losing what it says.
enum CleanText {
    /// Text for one line: every line break, control and invisible direction mark becomes a blank, runs of blanks one.
    ///
    /// Direction overrides (U+202A to U+202E, U+2066 to U+2069) go, since they would reorder the words around them;
    /// right-to-left letters need none.
    static func line(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isBlankDue = false
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                isBlankDue = !result.isEmpty
            } else {
                if isBlankDue { result.append(" ") }
                isBlankDue = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}
