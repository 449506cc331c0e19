/// An address that mail can be sent to: `local@domain`, ASCII, without quoting (RFC 5321, section 4.1.2, "Dot-string").
///
/// Whatever cannot be written so is refused, so that no address can break out of its header or command.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    public let local: String
    public let domain: String

    public var description: String { "\(local)@\(domain)" }

    /// An address known to be well formed.
    public init(local: String, domain: String) {
        self.local = local
        self.domain = domain
    }

    /// Reads an address; blanks around it are ignored. Nil if it is none.
    public init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while let first = bytes.first, first <= 0x20 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
        guard bytes.count <= Self.maximumLength, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = bytes[..<at]
        let domain = bytes[(at + 1)...]
        guard (1...64).contains(local.count), EmailAddress.isDotted(local, EmailAddress.isAtomText),
            EmailAddress.isDomain(domain)
        else { return nil }
        self.local = String(decoding: local, as: UTF8.self)
        self.domain = String(decoding: domain, as: UTF8.self)
    }

    /// The longest address, in bytes.
    public static let maximumLength = 254

    /// What an address without blanks around it matches that is not longer than ``maximumLength``, as a regular expression of
    /// ECMA-262, for descriptions of interfaces.
    public static let pattern = "^(?![^@]{65})\(atom)+(\\.\(atom)+)*@(?!.{254})\(label)(\\.\(label))*$"
    private static let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
    private static let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

    /// Whether a text can stand as a host: dotted labels of letters, digits and hyphens.
    public static func isDomain(_ bytes: some Collection<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        var (length, last) = (0, UInt8(ascii: "."))
        for byte in bytes {
            if byte == UInt8(ascii: ".") {
                guard length > 0, last != UInt8(ascii: "-") else { return false }
                length = 0
            } else {
                guard isAlphanumeric(byte) || (byte == UInt8(ascii: "-") && length > 0), length < 63 else {
                    return false
                }
                length += 1
            }
            last = byte
        }
        return length > 0 && last != UInt8(ascii: "-")
    }

    private static func isDotted(_ bytes: ArraySlice<UInt8>, _ isAllowed: (UInt8) -> Bool) -> Bool {
        var last = UInt8(ascii: ".")
        for byte in bytes {
            guard byte == UInt8(ascii: ".") ? last != byte : isAllowed(byte) else { return false }
            last = byte
        }
        return last != UInt8(ascii: ".")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// `atext` of RFC 5322, section 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
