import InternetAddresses
import StandardWebhooks

extension Codec where Value == String {
    /// Whom samples may be sent to: an e-mail address, a domain, a telephone number, or the name of an endpoint.
    static let testRecipient = Codec(
        type: "recipient",
        allowed: "an e-mail address, a domain such as example.com, a telephone number or an endpoint",
        show: ConfigurationValue.text
    ) { text in
        if text.contains("@") { return EmailAddress(text)?.description.lowercased() }
        let isPlain = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || [0x2B, 0x2D, 0x2E, 0x5F].contains($0)
        }
        return isPlain ? text : nil
    }

    /// A secret of Standard Webhooks; it is never shown.
    static let webhookSecret = Codec(
        type: "secret", allowed: "whsec_ and 24 to 64 bytes in Base 64, or whsk_ and an ed25519 key",
        show: { _ in .text(Masking.mask) }
    ) { text in WebhookSecret(text) == nil ? nil : text }

    /// A range of IP addresses.
    static let network = Codec(
        type: "network", allowed: "an IP address or a network such as 10.1.0.0/16", show: ConfigurationValue.text
    ) { text in IPNetwork(text) == nil ? nil : text }

    /// The URL of an endpoint; it may have a secret in it and is not shown.
    static let endpointURL = Codec(
        type: "URL", allowed: "an https:// URL without user, password and fragment", show: { _ in .text(Masking.mask) },
        parse: { isEndpointURL($0) ? $0 : nil })

    /// Where keys are read from.
    static let keySource = Codec(
        type: "path or URL", allowed: "a path, or an https:// URL without user, password and fragment",
        show: ConfigurationValue.text
    ) { text in
        guard text.contains("://") else { return text.hasControlCharacters ? nil : text }
        return text.hasPrefix("https://") && isEndpointURL(text) ? text : nil
    }

    /// The beginning of URLs, to which a path is added.
    static let baseURL = Codec(
        type: "URL", allowed: "an https:// URL without user, password, query and fragment, and no slash at its end",
        show: ConfigurationValue.text
    ) { text in isEndpointURL(text) && !text.contains("?") && !text.hasSuffix("/") ? text : nil }

    /// An identifier that can stand in the path of a URL.
    static let identifier = Codec(
        type: "identifier", allowed: "letters, digits, hyphens and underscores", show: ConfigurationValue.text
    ) { text in
        text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") } ? text : nil
    }

    private static func isEndpointURL(_ text: String) -> Bool {
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) else { return false }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?".contains($0) }
        let isPlain =
            text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !text.contains { "<>\"#\\^`{|}".contains($0) }
        return isPlain && isAuthority(authority)
    }

    /// Whether a text is a host, and a port where there is a colon behind it.
    private static func isAuthority(_ text: Substring) -> Bool {
        let port: Substring
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]"), IPAddress(String(text[..<end].dropFirst())) != nil else {
                return false
            }
            port = text[end...].dropFirst()
        } else {
            let host = text.prefix { $0 != ":" }
            let isName = host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
            guard isName, host.contains(where: { $0 != "." }), !host.hasPrefix(".") else { return false }
            port = text[host.endIndex...]
        }
        guard !port.isEmpty else { return true }
        let digits = port.dropFirst()
        return port.hasPrefix(":") && digits.allSatisfy { ("0"..."9").contains($0) } && UInt16(digits) ?? 0 > 0
    }

    /// The beginning of a URI reference, to which segments are added.
    static let uriPath = Codec(
        type: "URI reference", allowed: "a URI reference such as /herald, without a slash at its end",
        show: ConfigurationValue.text
    ) { text in
        let isPlain =
            text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !text.contains { "<>\"#?\\^`{|}".contains($0) }
        return isPlain && !text.hasSuffix("/") ? text : nil
    }
}
