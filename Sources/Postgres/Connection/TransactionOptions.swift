/// How a transaction runs.
public struct TransactionOptions: Sendable, Hashable {
    public enum Isolation: String, Sendable {
        case readCommitted = "READ COMMITTED"
        case repeatableRead = "REPEATABLE READ"
        case serializable = "SERIALIZABLE"
    }

    /// `nil`: the default of the session.
    public var isolation: Isolation?
    public var readOnly: Bool
    /// Waits for a snapshot that cannot fail; only for serializable read-only transactions.
    public var deferrable: Bool

    public init(isolation: Isolation? = nil, readOnly: Bool = false, deferrable: Bool = false) {
        self.isolation = isolation
        self.readOnly = readOnly
        self.deferrable = deferrable
    }

    /// What the session is set to: normally read committed, read and write.
    public static let `default` = TransactionOptions()
    public static let readOnly = TransactionOptions(readOnly: true)
    public static let repeatableRead = TransactionOptions(isolation: .repeatableRead)
    public static let serializable = TransactionOptions(isolation: .serializable)

    /// The statement that begins such a transaction.
    var begin: String {
        var sql = "BEGIN"
        if let isolation { sql += " ISOLATION LEVEL \(isolation.rawValue)" }
        if readOnly { sql += " READ ONLY" }
        if deferrable { sql += " DEFERRABLE" }
        return sql
    }
}
