/// A user with a password. Its descriptions tell neither.
public struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    public var user: String
    public var password: String

    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    public var description: String { "credentials" }
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
