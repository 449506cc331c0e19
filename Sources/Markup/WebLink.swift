/// An address that may be offered for clicking.
public enum WebLink {
    /// The longest one; what is longer is no link that anybody gives a customer.
    private static let maximumLength = 2_000

    /// `https` or `http` with a host, in visible ASCII: other characters are percent-encoded as UTF-8. Nil for anything
    /// else, such as `javascript:`.
    public static func checked(_ text: String) -> String? {
        var link = ""
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D, 0x80...0xFF:
                let digits = String(byte, radix: 16, uppercase: true)
                link += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            case 0x21...0x7E: link.unicodeScalars.append(Unicode.Scalar(byte))
            default: return nil
            }
        }
        let lower = link.lowercased()
        for scheme in ["https://", "http://"] where lower.hasPrefix(scheme) {
            guard let first = lower.dropFirst(scheme.utf8.count).first, first != "/", first != "?", first != "#",
                link.utf8.count <= maximumLength
            else { return nil }
            return link
        }
        return nil
    }
}
