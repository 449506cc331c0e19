public import IdentityTokens

/// An identity provider whose tokens are accepted beside herald's own, and what its roles are called there.
public struct IdentityProvider: Sendable {
    let verifier: IdentityVerifier
    /// The provider's words for each role.
    let words: [Role: Set<String>]

    public init(_ verifier: IdentityVerifier, words: [Role: Set<String>]) {
        self.verifier = verifier
        self.words = words
    }

    /// The bearer of a token; the name is the token's subject.
    func caller(_ token: Substring, retryAfter: Int) async throws(Problem) -> Caller {
        let identity: Identity
        do {
            identity = try await verifier.identity(String(token))
        } catch {
            if case .keysUnavailable = error { throw .unavailable(error.description, retryAfter: retryAfter) }
            throw Gatekeeper.unauthorized(error.description)
        }
        guard let role = role(identity.roles) else {
            throw Problem(.forbidden, "the identity provider gives the bearer of this token no role that herald knows")
        }
        return Caller(name: identity.subject, role: role)
    }

    /// The role that allows most, of those that the words stand for.
    private func role(_ given: [String]) -> Role? {
        [.operator, .agent, .viewer, .ingest].first { role in given.contains { words[role]?.contains($0) == true } }
    }
}
