/// One forward step of the schema: a file `sql/migrations/V0001__title.sql`.
public struct Migration: Sendable, Equatable {
    /// Order of application, from 1.
    public let version: Int
    /// What it does, in words: the file's name after `__`.
    public let title: String
    /// The statements, run as one script in one transaction.
    public let sql: String
    /// ``Checksum`` of ``sql``; an applied migration must never change.
    public let checksum: String

    /// Creates a migration from a file's contents.
    public init(version: Int, title: String, sql: String) {
        self.version = version
        self.title = title
        self.sql = sql
        checksum = Checksum.of(sql)
    }

    /// The file it comes from, for messages.
    public var fileName: String { Self.fileName(version: version, title: title) }

    static func fileName(version: Int, title: String) -> String {
        let digits = String(version)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return "V\(padding)\(digits)__\(String(title.map { $0 == " " ? "_" : $0 })).sql"
    }
}
