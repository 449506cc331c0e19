public import Crypto
import FoundationEssentials

/// A secret that signs webhooks, as Standard Webhooks 1.0.0 writes it: `whsec_…` for HMAC-SHA256, `whsk_…` for ed25519.
///
/// Its descriptions do not tell it.
public enum WebhookSecret: Sendable {
    case symmetric(SymmetricKey)
    case ed25519(Curve25519.Signing.PrivateKey)

    /// The lengths that the standard allows for a symmetric secret, in bytes.
    private static let symmetricLengths = 24...64

    /// Reads a secret: Base 64 behind the prefix. An ed25519 key is its seed (32 bytes), or seed and public key (64).
    /// Nil for anything else, also where the public key is not that of the seed.
    public init?(_ text: String) {
        if let bytes = WebhookSecret.bytes(of: text, behind: "whsec_") {
            guard WebhookSecret.symmetricLengths.contains(bytes.count) else { return nil }
            self = .symmetric(SymmetricKey(data: bytes))
        } else if let bytes = WebhookSecret.bytes(of: text, behind: "whsk_") {
            guard bytes.count == 32 || bytes.count == 64,
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.prefix(32)),
                bytes.count == 32 || key.publicKey.rawRepresentation == bytes.suffix(32)
            else { return nil }
            self = .ed25519(key)
        } else {
            return nil
        }
    }

    private static func bytes(of text: String, behind prefix: String) -> Data? {
        guard text.hasPrefix(prefix) else { return nil }
        return Data(base64Encoded: String(text.dropFirst(prefix.count)))
    }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .symmetric: "whsec_***"
        case .ed25519: "whsk_***"
        }
    }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
