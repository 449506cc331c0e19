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

    /// The bearer of a token; the name is the token's subject, marked so that it is nobody's whom herald knows itself.
    func caller(_ token: Substring, retryAfter: Int) async throws(Problem) -> Caller {
        let identity: Identity
        do {
            identity = try await verifier.identity(String(token))
        } catch {
            if case .keysUnavailable = error { throw .unavailable(error.description, retryAfter: retryAfter) }
            throw Gatekeeper.unauthorized(error.description)
        }
        let roles = roles(identity.roles)
        // Roles are no ladder: who may read may not append, unless the provider says so too.
        guard let role = [Role.operator, .agent, .viewer, .ingest].first(where: roles.contains) else {
            throw Problem(.forbidden, "the identity provider gives the bearer of this token no role that herald knows")
        }
        return Caller(name: "jwt:" + identity.subject, role: role, appends: roles.contains(.ingest))
    }

    private func roles(_ given: [String]) -> Set<Role> {
        Set(Role.allCases.filter { role in given.contains { words[role]?.contains($0) == true } })
    }
}
