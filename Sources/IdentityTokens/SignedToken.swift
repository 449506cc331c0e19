internal import OMSMessages

/// A signed token in its compact form, taken apart and not verified (RFC 7515, section 3.1).
struct SignedToken {
    /// The longest token in bytes.
    static let maximumBytes = 8 << 10
    /// What `typ` may say; other sorts of tokens of the same provider, such as those of a logout, give no access.
    private static let types: Set<String> = ["jwt", "at+jwt", "application/at+jwt"]

    let algorithm: SigningAlgorithm
    let keyID: String?
    let claims: JSONDocument
    let signature: [UInt8]
    /// What was signed.
    let signed: [UInt8]

    /// Whether a text is meant as one: three parts with dots between them.
    static func isMeant(_ text: some StringProtocol) -> Bool { text.utf8.count { $0 == UInt8(ascii: ".") } == 2 }

    init(_ text: some StringProtocol) throws(IdentityError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count <= Self.maximumBytes, let head = Base64URL.bytes(parts[0]),
            let payload = Base64URL.bytes(parts[1]), let signature = Base64URL.bytes(parts[2]), !signature.isEmpty,
            let header = try? JSONDocument(head).root, header.kind == .object,
            let claims = try? JSONDocument(payload), claims.root.kind == .object
        else { throw .malformed("it is no signed JWT") }
        guard let algorithm = header.string("alg").flatMap(SigningAlgorithm.init) else {
            throw .malformed(
                "its algorithm is none of " + SigningAlgorithm.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard header["crit"] == nil else { throw .malformed("it asks for an extension ('crit')") }
        if let type = header["typ"] {
            guard Self.types.contains(type.string?.lowercased() ?? "") else {
                throw .malformed("its type is neither JWT nor at+jwt")
            }
        }
        if let id = header["kid"], id.kind != .string { throw .malformed("its key id is no text") }
        self.algorithm = algorithm
        keyID = header.string("kid")
        self.claims = claims
        self.signature = signature
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }
}
