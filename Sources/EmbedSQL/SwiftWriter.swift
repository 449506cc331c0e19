/// Writes a catalog as Swift source.
enum SwiftWriter {
    /// Names of the files written; the build plugin declares the same.
    static let fileNames = ["SQL+statements.swift", "Schema+migrations.swift", "Schema+repeatables.swift"]

    /// The generated files: name and text.
    static func sources(of catalog: SQLCatalog) -> [(name: String, text: String)] {
        let texts = [statements(catalog.statements), migrations(catalog.migrations), repeatables(catalog)]
        return zip(fileNames, texts).map { ($0, "// Generated from sql/ by EmbedSQL.\n\n" + $1) }
    }

    /// A raw string literal that holds the text whatever quotes, backslashes and `#` are in it.
    static func literal(_ text: String) -> String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "#" ? run + 1 : 0
            longest = max(longest, run)
        }
        let pounds = String(repeating: "#", count: longest + 1)
        return "\(pounds)\"\"\"\n\(text)\n\"\"\"\(pounds)"
    }

    private static func statements(_ statements: [StatementText]) -> String {
        guard !statements.isEmpty else { return "" }
        let members = statements.map { statement in
            let documentation = statement.header.map { "    /// \($0)\n    ///\n" }.joined()
            return documentation
                + "    public static let `\(statement.identifier)` = Statement(\n"
                + "        name: \"\(statement.identifier)\", sql: \(literal(statement.sql)))\n"
        }
        return "public import Postgres\n\nextension SQL {\n" + members.joined(separator: "\n") + "}\n"
    }

    private static func migrations(_ migrations: [MigrationText]) -> String {
        let elements = migrations.map { migration in
            "        Migration(\n            version: \(migration.version), title: \"\(migration.title)\", "
                + "sql: \(literal(migration.sql))),\n"
        }
        return """
            extension Schema {
                /// The migrations of this program, oldest first.
                public static let migrations: [Migration] = [
            \(elements.joined())    ]
            }

            """
    }

    private static func repeatables(_ catalog: SQLCatalog) -> String {
        func elements(_ files: [SQLFile], kind: String) -> String {
            files.map { "        Repeatable(kind: .\(kind), name: \"\($0.name)\", sql: \(literal($0.text))),\n" }
                .joined()
        }
        return """
            extension Schema {
                /// The functions of this program, in name order.
                public static let functions: [Repeatable] = [
            \(elements(catalog.functions, kind: "function"))    ]

                /// The views of this program, in name order.
                public static let views: [Repeatable] = [
            \(elements(catalog.views, kind: "view"))    ]
            }

            """
    }
}
