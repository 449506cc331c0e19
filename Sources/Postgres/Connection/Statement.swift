/// The text of one SQL statement with `$1`, `$2`, … for its parameters.
public struct Statement: Sendable, Hashable {
    /// The name it is prepared under, once a connection; empty: parsed anew at each call.
    public let name: String
    public let sql: String

    public init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}
