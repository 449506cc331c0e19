import FoundationEssentials

/// One `.sql` file: where it lies below `sql/` and what it says.
struct SQLFile: Equatable {
    /// Folder names below `sql/`, such as `["statements", "outbox"]`.
    var folders: [String]
    /// The file's name without `.sql`.
    var name: String
    /// The text, lines ended by `\n` whatever the checkout did.
    var text: String
    /// The path shown in errors.
    var path: String

    init(folders: [String], name: String, text: String, path: String? = nil) {
        self.folders = folders
        self.name = name
        // A CRLF pair is one `Character`.
        self.text = String(text.map { $0 == "\r\n" ? "\n" : $0 })
        self.path = path ?? (["sql"] + folders + ["\(name).sql"]).joined(separator: "/")
    }

    /// The file itself when its name can be an SQL and a Swift name.
    func checkedName() throws(SQLProblem) -> SQLFile {
        guard name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil else {
            throw SQLProblem(path: path, message: "is not named in lower snake case (letters, digits, '_')")
        }
        return self
    }

    /// Reads every `.sql` file below a folder, in path order; none when the folder does not exist.
    static func readAll(below root: String) throws -> [SQLFile] {
        let files = FileManager.default
        let root = root.hasSuffix("/") ? String(root.dropLast()) : root
        let paths = files.fileExists(atPath: root) ? try files.subpathsOfDirectory(atPath: root) : []
        return try paths.filter { $0.hasSuffix(".sql") }.sorted().map { path in
            var parts = path.split(separator: "/").map(String.init)
            let name = String(parts.removeLast().dropLast(".sql".count))
            let fullPath = root + "/" + path
            let text = try String(contentsOfFile: fullPath, encoding: .utf8)
            return SQLFile(folders: parts, name: name, text: text, path: fullPath)
        }
    }
}
