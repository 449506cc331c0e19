/// Everything `sql/` holds, sorted and checked.
struct SQLCatalog: Equatable {
    var statements: [StatementText] = []
    var migrations: [MigrationText] = []
    var functions: [SQLFile] = []
    var views: [SQLFile] = []

    /// Sorts files into their kinds by the folder they lie in.
    ///
    /// - Throws: ``SQLProblem`` for an unknown folder, a malformed or duplicate name, and undeclared binds.
    init(files: [SQLFile]) throws(SQLProblem) {
        for file in files {
            switch file.folders.first {
            case "statements": statements.append(try StatementText(file))
            case "migrations": migrations.append(try MigrationText(file))
            case "functions": functions.append(try file.checkedName())
            case "views": views.append(try file.checkedName())
            default:
                throw SQLProblem(
                    path: file.path, message: "lies in none of sql/statements, migrations, functions, views")
            }
        }
        statements.sort { $0.identifier < $1.identifier }
        migrations.sort { $0.version < $1.version }
        functions.sort { $0.name < $1.name }
        views.sort { $0.name < $1.name }

        try Self.refuseDuplicates(statements.map { ($0.identifier, $0.path) }, of: "statement name")
        try Self.refuseDuplicates(migrations.map { ("\($0.version)", $0.path) }, of: "migration version")
        try Self.refuseDuplicates(functions.map { ($0.name, $0.path) }, of: "function file name")
        try Self.refuseDuplicates(views.map { ($0.name, $0.path) }, of: "view file name")
    }

    private static func refuseDuplicates(_ named: [(name: String, path: String)], of what: String) throws(SQLProblem) {
        for (first, second) in zip(named, named.dropFirst()) where first.name == second.name {
            throw SQLProblem(path: second.path, message: "\(what) '\(second.name)' is already taken by \(first.path)")
        }
    }
}
