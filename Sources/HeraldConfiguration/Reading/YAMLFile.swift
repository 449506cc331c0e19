import Yams

/// Reads the configuration file into paths with values, each with its line.
struct YAMLFile {
    /// A value or an empty section of the file.
    struct Leaf {
        let path: [String]
        let raw: RawValue
        let line: Int
    }

    /// In the order of the file.
    private(set) var leaves: [Leaf] = []
    private let path: String
    private let keys: KeyTable

    /// - Parameters:
    ///   - path: the file's name, for errors.
    ///   - text: its content; an empty one is a file without values.
    init(path: String, text: String, keys: KeyTable) throws(ConfigurationError) {
        self.path = path
        self.keys = keys
        guard let root = try Self.root(path: path, text: text) else { return }
        switch root {
        case .mapping(let mapping): try flatten(mapping, below: [])
        case .scalar where RawValue(root) == .null: break
        default:
            throw Self.unreadable(
                path, line: root.mark?.line ?? 1, "the file must be sections with keys, such as http:")
        }
    }

    /// The root of a YAML text with a single document.
    static func node(of text: String) throws -> Node? { try Parser(yaml: text).singleRoot() }

    private static func root(path: String, text: String) throws(ConfigurationError) -> Node? {
        // YAML's own errors quote the text around them, which may be a secret: only place and problem are told.
        do { return try node(of: text) } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw unreadable(path, line: mark.line, "not YAML: \(problem)")
            case .duplicatedKeysInMapping(let duplicates, let context):
                throw unreadable(
                    path, line: context.mark.line, "\(duplicates.sorted().joined(separator: ", ")) is given twice")
            default: throw unreadable(path, line: 1, "not YAML in UTF-8")
            }
        } catch { throw unreadable(path, line: 1, "not YAML in UTF-8") }
    }

    private static func unreadable(_ path: String, line: Int, _ message: String) -> ConfigurationError {
        ConfigurationError([
            ConfigurationProblem(
                cause: .unreadableFile, key: nil, source: .file(path: path, line: line), message: message)
        ])
    }

    private mutating func flatten(_ mapping: Node.Mapping, below parent: [String]) throws(ConfigurationError) {
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            guard case .scalar(let scalar) = key else {
                throw Self.unreadable(path, line: line, "a key must be a name")
            }
            // `http.port: 1` means the same as `http: {port: 1}`, but the name of a channel or attribute may have dots.
            let names = keys.isFree(after: parent) ? [scalar.string] : KeyName.path(scalar.string)
            if case .mapping(let section) = value, !section.isEmpty {
                try flatten(section, below: parent + names)
            } else {
                leaves.append(Leaf(path: parent + names, raw: RawValue(value), line: line))
            }
        }
    }
}

extension RawValue {
    /// A node of a file; an empty section is null.
    init(_ node: Node?) {
        switch node {
        case nil, .alias: self = .null
        case .scalar(let scalar):
            let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            self = isNull ? .null : .text(scalar.string)
        case .sequence(let sequence): self = .list(sequence.map { RawValue($0) })
        case .mapping(let mapping):
            var members: [String: RawValue] = [:]
            for (key, value) in mapping { members[key.scalar?.string ?? ""] = RawValue(value) }
            self = mapping.isEmpty ? .null : .record(members)
        }
    }
}
