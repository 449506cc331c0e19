public import Logging
internal import OMSMessages

/// Verifies tokens of an identity provider: JWTs (RFC 7519) that it signed, for this service, valid now.
public struct IdentityVerifier: Sendable {
    private let options: IdentityOptions
    private let keys: KeyStore
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - keys: where the provider's keys are.
    ///   - now: microseconds since 1970-01-01 00:00:00 UTC.
    public init(
        _ options: IdentityOptions, keys: KeySource, logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        self.options = options
        self.keys = KeyStore(
            source: keys, lifetime: options.keyLifetime, interval: options.refreshInterval, logger: logger)
        self.now = now
    }

    /// Whether a bearer's text is meant as such a token; herald's own have no dot.
    public static func isMeant(_ text: some StringProtocol) -> Bool { SignedToken.isMeant(text) }

    /// Who a token says its bearer is.
    public func identity(_ text: some StringProtocol & Sendable) async throws(IdentityError) -> Identity {
        let token = try SignedToken(text)
        guard let key = try await keys.key(token.keyID) else { throw .unknownKey }
        guard key.verifies(token.signature, over: token.signed, token.algorithm) else { throw .badSignature }
        let claims = token.claims.root
        guard claims.string("iss") == options.issuer else { throw .wrongIssuer }
        let audience = claims["aud"].map { $0.kind == .array ? $0.elements.map(\.string) : [$0.string] } ?? []
        guard audience.contains(options.audience) else { throw .wrongAudience }
        try checkTimes(claims)
        guard let subject = claims.string("sub"), !subject.isEmpty, subject.utf8.count <= 255,
            // It stands in records and logs.
            subject.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            throw .claim("sub")
        }
        return Identity(subject: subject, roles: roles(claims))
    }

    private func checkTimes(_ claims: JSONValue) throws(IdentityError) {
        let now = Double(now()) / 1e6
        let leeway = Double(options.leeway.components.seconds)
        guard let expiry = try time("exp", claims) else { throw .claim("exp") }
        guard now < expiry + leeway else { throw .expired }
        for name in ["nbf", "iat"] {
            guard let begin = try time(name, claims) else { continue }
            guard begin <= now + leeway else { throw .notYetValid }
        }
    }

    /// A time in seconds since 1970; nil where it is not there.
    private func time(_ name: String, _ claims: JSONValue) throws(IdentityError) -> Double? {
        guard let value = claims[name] else { return nil }
        guard value.kind == .number, let seconds = Double(String(decoding: value.raw, as: UTF8.self)), seconds.isFinite
        else { throw .claim(name) }
        return seconds
    }

    /// The words of the role claim: a list of texts, or one text with blanks between words, as scopes are written.
    private func roles(_ claims: JSONValue) -> [String] {
        // A whole name first: some providers have names with dots, such as URLs.
        var found = claims[options.roleClaim]
        if found == nil {
            found = options.roleClaim.split(separator: ".").reduce(Optional(claims)) { $0?[String($1)] }
        }
        guard let found else { return [] }
        if found.kind == .array { return found.elements.compactMap(\.string) }
        return found.string?.split(separator: " ").map { String($0) } ?? []
    }
}

/// What is asked of tokens of an identity provider.
public struct IdentityOptions: Hashable, Sendable {
    /// What `iss` must be.
    public var issuer: String
    /// What must be among `aud`.
    public var audience: String
    /// The claim with the roles; dots lead into objects. Default `roles`.
    public var roleClaim = "roles"
    /// How far clocks may differ. Default 30 s.
    public var leeway = Duration.seconds(30)
    /// How long keys are good before they are read again. Default 1 hour.
    public var keyLifetime = Duration.seconds(3_600)
    /// The least time between two tries to read keys. Default 10 s.
    public var refreshInterval = Duration.seconds(10)

    public init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }
}

/// Who the bearer of a token is, as the identity provider says.
public struct Identity: Hashable, Sendable {
    /// `sub`.
    public var subject: String
    /// The words of the role claim.
    public var roles: [String]

    public init(subject: String, roles: [String]) {
        self.subject = subject
        self.roles = roles
    }
}
