/// The tokens of an identity provider.
public struct JWTSettings: Hashable, Sendable {
    /// What the claim `iss` must be; nil: such tokens are not accepted.
    public var issuer: String?
    /// What must be among `aud`.
    public var audience: String?
    /// A file, or an `https` URL, with the provider's keys (JWKS).
    public var keys: String?
    /// The claim with the roles; dots lead into objects.
    public var roleClaim = "roles"
    /// What the provider calls each role.
    public var roles = Roles()
    /// How far clocks may differ.
    public var leeway = Duration.seconds(30)
    /// How long keys are good before they are read again.
    public var keyLifetime = Duration.seconds(3_600)
    /// The least time between two tries to read keys.
    public var refreshInterval = Duration.seconds(10)
    /// Private networks that the URL may lead to.
    public var allowedNetworks: [String] = []
    /// A file with certificates of the authorities to trust (PEM); nil: those of the system.
    public var authorities: String?

    public struct Roles: Hashable, Sendable {
        public var ingest = ["ingest"]
        public var viewer = ["viewer"]
        public var agent = ["agent"]
        public var `operator` = ["operator"]
    }
}
