/// Why a token of an identity provider is not accepted. It has nothing of the token in it.
public enum IdentityError: Error, Hashable, Sendable {
    /// It is no signed token as this program takes them.
    case malformed(String)
    /// Nobody known has signed it.
    case unknownKey
    case badSignature
    case expired
    case notYetValid
    case wrongIssuer
    case wrongAudience
    /// A claim that must be there is missing or of another type.
    case claim(String)
    /// The provider's keys cannot be read.
    case keysUnavailable(String)
}

extension IdentityError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let what): "the token is not one that is accepted here: \(what)"
        case .unknownKey: "the token is signed with a key that the identity provider does not have"
        case .badSignature: "the signature of the token is wrong"
        case .expired: "the token has expired; get a new one"
        case .notYetValid: "the token is not valid yet; check the clocks"
        case .wrongIssuer: "the token is from another issuer"
        case .wrongAudience: "the token is meant for another service"
        case .claim(let name): "the token has no right claim '\(name)'"
        case .keysUnavailable(let what): "the keys of the identity provider cannot be read: \(what)"
        }
    }
}
