import Crypto
import FoundationEssentials

/// The three headers of a signed webhook (Standard Webhooks 1.0.0, "Webhook headers").
public enum WebhookSignature {
    /// Signs one attempt.
    ///
    /// - Parameters:
    ///   - id: the identity of what is sent, the same at every attempt; it has no full stop.
    ///   - timestamp: when this attempt is made, in seconds since 1970-01-01 00:00:00 UTC; receivers refuse old ones.
    ///   - body: the bytes that are sent.
    ///   - secrets: all that are valid now: several while they are changed, so that a receiver may know either.
    /// - Returns: names and values of the headers; without secrets the signature is empty.
    public static func headers(
        id: String, timestamp: Int64, body: [UInt8], secrets: [WebhookSecret]
    ) -> [(name: String, value: String)] {
        var signed = Data("\(id).\(timestamp).".utf8)
        signed.append(contentsOf: body)
        let signatures = secrets.compactMap { $0.signature(of: signed) }
        return [
            ("webhook-id", id), ("webhook-timestamp", String(timestamp)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}

extension WebhookSecret {
    /// The signature with its version; nil only if the library refuses to sign.
    fileprivate func signature(of data: Data) -> String? {
        switch self {
        case .symmetric(let key):
            return "v1," + Data(HMAC<SHA256>.authenticationCode(for: data, using: key)).base64EncodedString()
        case .ed25519(let key):
            return (try? key.signature(for: data)).map { "v1a," + $0.base64EncodedString() }
        }
    }
}
