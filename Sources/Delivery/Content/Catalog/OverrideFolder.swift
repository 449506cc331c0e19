import FoundationEssentials

/// Reads the merchant's templates. Everything is bounded: a wrong folder must not fill the memory.
enum OverrideFolder {
    static let maximumFiles = 1_000
    static let maximumBytes = 256 * 1024

    /// The `.mustache` files below a folder, in path order, and what could not be read.
    static func files(below root: String) -> (files: [(path: String, text: String)], problems: [TemplateProblem]) {
        let manager = FileManager.default
        guard let found = try? manager.subpathsOfDirectory(atPath: root) else {
            return ([], [TemplateProblem(path: root, message: "cannot be read; it must be a folder")])
        }
        let paths = found.filter { $0.hasSuffix(".mustache") }.sorted()
        var files: [(path: String, text: String)] = []
        var problems: [TemplateProblem] = []
        for path in paths.prefix(maximumFiles) {
            let name = String(path.dropLast(".mustache".count))
            let size = (try? manager.attributesOfItem(atPath: root + "/" + path))?[.size] as? Int
            guard size.map({ $0 <= maximumBytes }) ?? true else {
                problems.append(TemplateProblem(path: name, message: "is larger than \(maximumBytes / 1024) KiB"))
                continue
            }
            guard let text = try? String(contentsOfFile: root + "/" + path, encoding: .utf8) else {
                problems.append(TemplateProblem(path: name, message: "cannot be read as UTF-8 text"))
                continue
            }
            files.append((name, String(text.map { $0 == "\r\n" ? "\n" : $0 })))
        }
        for path in paths.dropFirst(maximumFiles) {
            problems.append(
                TemplateProblem(
                    path: String(path.dropLast(".mustache".count)),
                    message: "is one of more than \(maximumFiles) files, the most that are read"))
        }
        return (files, problems)
    }
}
