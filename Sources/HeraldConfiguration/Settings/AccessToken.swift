/// A bearer token as configuration knows it: by its hash.
public struct AccessToken: Hashable, Sendable {
    /// SHA-256 of the token, 64 lower-case hexadecimal digits.
    public var hash: String
    public var role: Role
    /// Who the token was given to; it stands in records of what was done with it.
    public var name: String

    /// What a token allows.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        /// Appends messages.
        case ingest
        /// Reads.
        case viewer
        /// Reads, and acts on communications.
        case agent
        /// Everything.
        case `operator`
    }

    public init(hash: String, role: Role, name: String) {
        self.hash = hash
        self.role = role
        self.name = name
    }
}
