import Communications
import InternetAddresses
import OMSMessages

extension Codec where Value == String {
    /// Any text on one line.
    static let text = Codec(type: "text", allowed: "a text on one line", show: ConfigurationValue.text) { text in
        text.hasControlCharacters ? nil : text
    }

    /// A path; a relative one starts at the working folder.
    static let path = Codec(type: "path", allowed: "a path", show: ConfigurationValue.text) { text in
        text.hasControlCharacters ? nil : text
    }

    /// A host name or address to listen on.
    static let host = Codec(
        type: "host", allowed: "a host name or an IP address, without a port", show: ConfigurationValue.text
    ) { text in
        let isColonFree = !text.contains(":") || text.filter { $0 == ":" }.count > 1
        return isColonFree && !text.contains(where: { $0.isWhitespace || $0 == "/" }) ? text : nil
    }

    /// A libpq URI; shown without its password.
    static let databaseURL = Codec(
        type: "URI", allowed: "a URI such as postgresql://herald@localhost/herald",
        show: { .text(Masking.url($0)) }
    ) { text in
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else { return nil }
        return text.contains(where: \.isWhitespace) || text.hasControlCharacters ? nil : text
    }

    /// An e-mail address, without a name.
    static let mailAddress = Codec(
        type: "e-mail address", allowed: "an e-mail address, such as shop@example.com", show: ConfigurationValue.text
    ) { text in
        EmailAddress(text)?.description
    }

    /// An e-mail address of the suppression list, lower case.
    static let lowercaseMailAddress = Codec(
        type: "e-mail address", allowed: mailAddress.allowed,
        read: { raw throws(Mismatch) in try mailAddress.read(raw).lowercased() }, show: ConfigurationValue.text)

    /// A code of the OMS, compared without regard to spelling.
    static let code = Codec(
        type: "code", allowed: "a code of the OMS with a letter or digit", show: ConfigurationValue.text
    ) { text in
        let normalized = Code.normalize(text)
        return normalized.isEmpty ? nil : normalized
    }

    /// The name of a delivery channel.
    static let channelName = Codec(
        type: "delivery channel", allowed: "the name of a delivery channel, such as mailbox",
        show: ConfigurationValue.text
    ) { text in
        text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_") } ? text : nil
    }

    /// A locale, such as `de_DE`.
    static let locale = Codec(type: "locale", allowed: "a locale, such as de_DE", show: ConfigurationValue.text) {
        text in
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.count), parts.count <= 3 else { return nil }
        let isWellFormed = language.allSatisfy { $0.isASCII && $0.isLowercase }
        let hasRest = parts.dropFirst().allSatisfy {
            (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        return isWellFormed && hasRest ? text : nil
    }

    /// A link into the shop.
    /// - Parameter placeholders: the names that may stand in braces.
    static func link(_ placeholders: String...) -> Codec {
        let names = placeholders.map { "{\($0)}" }
        return Codec(
            type: "link",
            allowed: "an http:// or https:// link with no placeholder"
                + (names.isEmpty ? "" : " but \(names.joined(separator: " and "))"),
            show: ConfigurationValue.text
        ) { text in
            guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.hasControlCharacters else {
                return nil
            }
            let rest = names.reduce(text) { $0.replacing($1, with: "") }
            return rest.contains { $0.isWhitespace || "{}<>\"".contains($0) } ? nil : text
        }
    }

    /// The origin of a web page as browsers write it (RFC 6454, section 6.2): scheme, host and a port that is not the usual.
    static let origin = Codec(
        type: "origin", allowed: "an origin without a path, such as https://desk.example", show: ConfigurationValue.text
    ) { text in
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
        let usual = scheme == "https://" ? ":443" : ":80"
        let rest = text.dropFirst(scheme.count)
        let isPlain = rest.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-.:[]".utf8.contains(byte)
            }
        }
        return isPlain && !rest.isEmpty && !rest.hasPrefix(":") && !rest.hasSuffix(":") && !rest.hasSuffix(usual)
            ? text : nil
    }

    /// A secret; it is never shown.
    static let secret = Codec(type: "secret", allowed: "a text that is not empty", show: { _ in .text(Masking.mask) }) {
        $0
    }
}

extension Codec where Value == Bool {
    static let flag = Codec(type: "flag", allowed: "true or false", show: ConfigurationValue.flag) { text in
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}

extension Codec where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the names of an enumeration.
    static var choice: Codec {
        let names = Value.allCases.map(\.rawValue)
        return Codec(
            type: "choice", allowed: "one of " + names.joined(separator: ", "),
            show: { .text($0.rawValue) }, parse: Value.init(rawValue:))
    }
}

extension Codec where Value == Kind {
    /// A kind of communication.
    static let kind = Codec(
        type: "kind", allowed: "one of " + Kind.all.map(\.name).joined(separator: ", "), show: { .text($0.name) },
        parse: Kind.init(name:))
}

extension Codec where Value == CustomerServiceDesk {
    static let desk = Codec(
        type: "e-mail address", allowed: Codec<String>.mailAddress.allowed,
        read: { raw throws(Mismatch) in CustomerServiceDesk(address: try Codec<String>.mailAddress.read(raw)) },
        show: { .text($0.address) })
}
