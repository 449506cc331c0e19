/// A `CREATE OR REPLACE` script of `sql/functions` or `sql/views`, run again whenever its text changes.
public struct Repeatable: Sendable, Equatable {
    /// What the script creates; also the order of application.
    public enum Kind: String, Sendable, CaseIterable {
        case function
        case view
    }

    public let kind: Kind
    /// The file's name without `.sql`.
    public let name: String
    public let sql: String
    /// ``Checksum`` of ``sql``.
    public let checksum: String

    /// Creates a script from a file's contents.
    public init(kind: Kind, name: String, sql: String) {
        self.kind = kind
        self.name = name
        self.sql = sql
        checksum = Checksum.of(sql)
    }

    /// The file it comes from, for messages.
    public var fileName: String { "\(kind.rawValue)s/\(name).sql" }
}
