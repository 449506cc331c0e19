/// A file of `sql/migrations`: `V0001__event_log.sql` is version 1, titled "event log".
struct MigrationText: Equatable {
    var version: Int
    var title: String
    var fileName: String
    var sql: String
    var path: String

    init(_ file: SQLFile) throws(SQLProblem) {
        guard let match = file.name.wholeMatch(of: /V(\d{4})__([a-z0-9_]+)/), let version = Int(match.1), version > 0
        else {
            throw SQLProblem(path: file.path, message: "is not named like V0001__what_it_does.sql")
        }
        guard file.folders.count == 1 else {
            throw SQLProblem(path: file.path, message: "must lie directly in sql/migrations")
        }
        self.version = version
        title = String(match.2.map { $0 == "_" ? " " : $0 })
        fileName = file.name + ".sql"
        sql = file.text
        path = file.path
    }
}
