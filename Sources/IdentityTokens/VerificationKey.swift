internal import Crypto
internal import CryptoExtras
internal import OMSMessages

/// A public key of an identity provider, and the algorithms it is good for.
///
/// The key decides about the algorithm, not the token: a key verifies what its type and its `alg` allow and nothing else.
struct VerificationKey: Sendable {
    private enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    /// Smaller ones are no protection (RFC 7518, section 3.3); larger ones would take long for nothing.
    private static let modulusBytes = 256...1024

    private let material: Material
    let algorithms: Set<SigningAlgorithm>

    /// Reads a JSON Web Key (RFC 7517); nil for one that verifies nothing here.
    init?(_ key: JSONValue) {
        guard key.string("use") ?? "sig" == "sig" else { return nil }
        let operations = key.elements("key_ops").compactMap(\.string)
        guard operations.isEmpty || operations.contains("verify") else { return nil }
        guard let (material, possible) = Self.material(key) else { return nil }
        var algorithms = possible
        if let named = key.string("alg") {
            guard let only = SigningAlgorithm(rawValue: named), possible.contains(only) else { return nil }
            algorithms = [only]
        }
        self.material = material
        self.algorithms = algorithms
    }

    private static func material(_ key: JSONValue) -> (Material, Set<SigningAlgorithm>)? {
        func bytes(_ name: String) -> [UInt8]? { key.string(name).flatMap { Base64URL.bytes($0) } }
        switch (key.string("kty"), key.string("crv")) {
        case ("RSA", _):
            guard let modulus = bytes("n"), let exponent = bytes("e"),
                modulusBytes.contains(modulus.drop { $0 == 0 }.count),
                let rsa = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
            else { return nil }
            return (.rsa(rsa), [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512])
        case ("EC", "P-256"):
            return point(bytes("x"), bytes("y"), 32)
                .flatMap { try? P256.Signing.PublicKey(x963Representation: $0) }.map { (.p256($0), [.es256]) }
        case ("EC", "P-384"):
            return point(bytes("x"), bytes("y"), 48)
                .flatMap { try? P384.Signing.PublicKey(x963Representation: $0) }.map { (.p384($0), [.es384]) }
        case ("EC", "P-521"):
            return point(bytes("x"), bytes("y"), 66)
                .flatMap { try? P521.Signing.PublicKey(x963Representation: $0) }.map { (.p521($0), [.es512]) }
        case ("OKP", "Ed25519"):
            return bytes("x").flatMap { try? Curve25519.Signing.PublicKey(rawRepresentation: $0) }
                .map { (.ed25519($0), [.edDSA]) }
        default: return nil
        }
    }

    /// A point, uncompressed; its coordinates have the length of the curve's field.
    private static func point(_ x: [UInt8]?, _ y: [UInt8]?, _ length: Int) -> [UInt8]? {
        guard let x, let y, x.count == length, y.count == length else { return nil }
        return [4] + x + y
    }

    /// Whether the key made the signature over the bytes with the algorithm.
    func verifies(_ signature: [UInt8], over bytes: [UInt8], _ algorithm: SigningAlgorithm) -> Bool {
        guard algorithms.contains(algorithm) else { return false }
        switch material {
        case .rsa(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return switch algorithm {
            case .rs256: key.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
            case .rs384: key.isValidSignature(signature, for: SHA384.hash(data: bytes), padding: .insecurePKCS1v1_5)
            case .rs512: key.isValidSignature(signature, for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5)
            case .ps256: key.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .PSS)
            case .ps384: key.isValidSignature(signature, for: SHA384.hash(data: bytes), padding: .PSS)
            case .ps512: key.isValidSignature(signature, for: SHA512.hash(data: bytes), padding: .PSS)
            case .es256, .es384, .es512, .edDSA: false
            }
        case .p256(let key):
            return (try? P256.Signing.ECDSASignature(rawRepresentation: signature))
                .map { key.isValidSignature($0, for: bytes) } ?? false
        case .p384(let key):
            return (try? P384.Signing.ECDSASignature(rawRepresentation: signature))
                .map { key.isValidSignature($0, for: bytes) } ?? false
        case .p521(let key):
            return (try? P521.Signing.ECDSASignature(rawRepresentation: signature))
                .map { key.isValidSignature($0, for: bytes) } ?? false
        case .ed25519(let key): return key.isValidSignature(signature, for: bytes)
        }
    }
}
