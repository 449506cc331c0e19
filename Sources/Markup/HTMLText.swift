/// Writes text into HTML.
///
/// Scalar by scalar: a quotation mark with a combining accent is one `Character`, and would pass an escape that goes by
/// characters.
public enum HTMLText {
    /// Text for content and for quoted attributes alike.
    public static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + text.utf8.count / 8)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
