/// A token that configuration names, by its hash.
public struct ConfiguredToken: Hashable, Sendable {
    /// Who it was given to; stands in the records of what was done with it.
    public var name: String
    public var role: Role
    /// SHA-256 of the token: 64 hexadecimal digits.
    public var hash: String

    public init(name: String, role: Role, hash: String) {
        self.name = name
        self.role = role
        self.hash = hash
    }
}
