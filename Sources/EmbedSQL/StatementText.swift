/// A file of `sql/statements`: its header, and the text that is sent.
struct StatementText: Equatable {
    /// lowerCamelCase of the file's name: `claim_deliveries.sql` is `claimDeliveries`.
    var identifier: String
    /// Comment lines at the top of the file without their `--`: what it does, then the binds (`$1 smallint shard`).
    var header: [String]
    /// The statement without the header.
    var sql: String
    var path: String

    init(_ file: SQLFile) throws(SQLProblem) {
        identifier = try Self.lowerCamelCase(file)
        path = file.path
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        let isHeader = { (line: Substring) in line.hasPrefix("--") || line.allSatisfy(\.isWhitespace) }
        header = lines.prefix(while: isHeader).compactMap { line in
            guard line.hasPrefix("--") else { return nil }
            let words = line.drop { $0 == "-" }
            return String(words.first == " " ? words.dropFirst() : words)
        }
        let body = lines.drop(while: isHeader).reversed().drop { $0.allSatisfy(\.isWhitespace) }.reversed()
        sql = body.joined(separator: "\n")
        guard !sql.isEmpty else { throw SQLProblem(path: path, message: "holds no statement") }
        try checkBinds()
    }

    /// The header must list exactly the binds that the statement uses: it is what a reader trusts.
    private func checkBinds() throws(SQLProblem) {
        let declared = Set(header.compactMap { line in line.prefixMatch(of: /\$(\d+)\s/).flatMap { Int($0.1) } })
        let used = Set(sql.matches(of: /\$(\d+)/).compactMap { Int($0.1) })
        if let missing = used.subtracting(declared).min() {
            throw SQLProblem(
                path: path, message: "uses $\(missing), which its header does not list: add '-- $\(missing) TYPE name'")
        }
        if let unused = declared.subtracting(used).min() {
            throw SQLProblem(path: path, message: "lists $\(unused) in its header, which the statement does not use")
        }
    }

    private static func lowerCamelCase(_ file: SQLFile) throws(SQLProblem) -> String {
        let words = try file.checkedName().name.split(separator: "_")
        return words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
