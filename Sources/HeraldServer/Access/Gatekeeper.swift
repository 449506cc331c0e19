internal import EventLog
internal import HTTPTypes
internal import IdentityTokens
internal import InternetAddresses

/// Decides who may call what.
struct Gatekeeper: Sendable {
    let directory: TokenDirectory
    /// Whose tokens are accepted beside herald's own.
    var provider: IdentityProvider?
    let retryAfter: Int

    /// The caller of a request, if it may do what needs a role.
    func admit(_ headers: HTTPFields, host: String?, peer: Peer, needing role: Role) async throws(Problem) -> Caller {
        if let caller = try callerWithoutToken(headers, host: host, peer: peer) { return caller }
        guard let token = Self.bearerToken(headers) else {
            throw Self.unauthorized("send a token: 'Authorization: Bearer …'")
        }
        let caller = try await bearer(token)
        guard caller.may(role) else {
            throw Problem(
                .forbidden, "this needs a token of role '\(role.rawValue)'; the token sent has another role")
        }
        return caller
    }

    private func bearer(_ token: Substring) async throws(Problem) -> Caller {
        if let caller = directory.caller(token) { return caller }
        guard let provider, IdentityVerifier.isMeant(token) else {
            throw Self.unauthorized("the token is not known here, or has been revoked")
        }
        return try await provider.caller(token, retryAfter: retryAfter)
    }

    /// The caller of a request to a server without tokens; nil if this one has some, or an identity provider.
    func callerWithoutToken(_ headers: HTTPFields, host: String?, peer: Peer) throws(Problem) -> Caller? {
        guard let needsToken = directory.needsToken else {
            throw .unavailable(
                "access tokens cannot be read yet: the database cannot be reached", retryAfter: retryAfter)
        }
        return needsToken || provider != nil ? nil : try admitWithoutToken(headers, host: host, peer: peer)
    }

    /// As long as no token exists, callers on this machine may do everything; web pages in their browsers may not.
    private func admitWithoutToken(_ headers: HTTPFields, host: String?, peer: Peer) throws(Problem) -> Caller {
        guard peer.isLoopback else {
            throw Problem(
                .forbidden,
                "this server has no access tokens, so only its own machine may call it; make one with 'herald token create'"
            )
        }
        guard Self.isLocal(host) else {
            throw Problem(
                .forbidden, "without access tokens, call this server as localhost or 127.0.0.1, not by another name")
        }
        if let origin = headers[.origin], origin != "http://" + (host ?? "") {
            throw Problem(.forbidden, "without access tokens, web pages of other sites may not call this server")
        }
        return .thisMachine
    }

    /// Whether a `Host` header names this machine: a site that resolves its own name to 127.0.0.1 is not let in.
    static func isLocal(_ host: String?) -> Bool {
        guard let host, !host.isEmpty else { return true }
        if host.hasPrefix("[") { return host == "[::1]" || host.hasPrefix("[::1]:") }
        let name = host.prefix { $0 != ":" }
        return name == "localhost" || name.hasSuffix(".localhost") || IPAddress(String(name))?.isLoopback == true
    }

    static func bearerToken(_ headers: HTTPFields) -> Substring? {
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1]
    }

    static func unauthorized(_ detail: String) -> Problem {
        var problem = Problem(.unauthorized, detail)
        problem.headers.append((.wwwAuthenticate, "Bearer realm=\"herald\""))
        return problem
    }
}
