internal import Crypto

/// Checks `X-Signature: sha1=<hex of HMAC-SHA1(body, secret)>` over the raw bytes (message reference, section 2.2).
struct SignatureCheck: Sendable {
    private let keys: [SymmetricKey]

    /// - Parameter secrets: any of them may have signed, so that secrets can be rotated.
    init(secrets: [String]) { keys = secrets.map { SymmetricKey(data: Array($0.utf8)) } }

    /// Whether signatures are asked for.
    var isRequired: Bool { !keys.isEmpty }

    /// Whether one of the secrets signed the body. Takes the same time wherever signatures differ.
    func accepts(_ signature: String, of body: [UInt8]) -> Bool {
        guard signature.hasPrefix("sha1="), let code = Hexadecimal.bytes(signature.dropFirst(5)), code.count == 20
        else { return false }
        var isValid = false
        for key in keys
        where unsafe body.withUnsafeBytes({
            unsafe HMAC<Insecure.SHA1>.isValidAuthenticationCode(code, authenticating: $0, using: key)
        }) {
            isValid = true
        }
        return isValid
    }
}
