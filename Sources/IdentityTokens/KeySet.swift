internal import OMSMessages

/// The public keys of an identity provider: a JSON Web Key Set (RFC 7517, section 5).
struct KeySet: Sendable {
    /// The most keys that are read; a provider has a handful.
    private static let maximum = 100

    private let named: [String: VerificationKey]
    /// The only key, where there is one: it need not be named then.
    private let only: VerificationKey?

    /// Keys that verify nothing here are passed over.
    /// - Throws: where it is no key set, or has no key that verifies anything.
    init(_ json: [UInt8]) throws(IdentityError) {
        guard let document = try? JSONDocument(json), document.root["keys"]?.kind == .array else {
            throw .keysUnavailable("it is no JSON Web Key Set")
        }
        var named: [String: VerificationKey] = [:]
        var all: [VerificationKey] = []
        for key in document.root.elements("keys").prefix(Self.maximum) {
            guard let usable = VerificationKey(key) else { continue }
            all.append(usable)
            if let id = key.string("kid") { named[id] = usable }
        }
        guard !all.isEmpty else { throw .keysUnavailable("it has no public key that signatures can be verified with") }
        self.named = named
        only = all.count == 1 ? all[0] : nil
    }

    /// The key of a token.
    /// - Parameter id: nil where the token names none.
    func key(_ id: String?) -> VerificationKey? { if let id { named[id] } else { only } }
}
