/// What the sources say about keys: collected from the weakest to the strongest, which replaces what was there.
struct Assignments {
    /// What the strongest source says about a key.
    struct Assignment {
        let raw: RawValue
        let source: ConfigurationSource
    }

    private(set) var values: [KeyTable.Match: Assignment] = [:]
    /// Keys that nobody knows, and keys that a source gives twice.
    private(set) var problems: [ConfigurationProblem] = []
    private let keys: KeyTable

    init(keys: KeyTable) { self.keys = keys }

    /// The assigned keys in the order of the table, then by free names.
    var sorted: [(match: KeyTable.Match, assignment: Assignment)] {
        values.map { (match: $0.key, assignment: $0.value) }.sorted { first, second in
            if first.match.index != second.match.index { return first.match.index < second.match.index }
            return first.match.names.lexicographicallyPrecedes(second.match.names)
        }
    }

    /// Takes what the file says.
    mutating func add(_ file: YAMLFile, path: String) {
        var lines: [KeyTable.Match: Int] = [:]
        for leaf in file.leaves {
            let source = ConfigurationSource.file(path: path, line: leaf.line)
            guard let match = keys.match(path: leaf.path) else {
                // A section whose keys are all commented out says nothing.
                if leaf.raw == .null, keys.isSection(leaf.path) { continue }
                addUnknown(path: leaf.path, source)
                continue
            }
            if let first = lines[match] {
                addRepeated(KeyName.text(leaf.path), source, "it is given in line \(first) already; remove one")
                continue
            }
            lines[match] = leaf.line
            values[match] = Assignment(raw: leaf.raw, source: source)
        }
    }

    /// Takes the variables that begin with `HERALD_`. Empty ones count as not set.
    mutating func add(environment: [String: String]) {
        var names: [KeyTable.Match: String] = [:]
        for (name, value) in environment.sorted(by: { $0.key < $1.key })
        where name.hasPrefix("HERALD_") && !value.isEmpty && !Environment.isForeign(name, value: value) {
            let source = ConfigurationSource.environment(name: name)
            guard let match = keys.match(environment: name) else {
                add(unknown: name, nearest: keys.nearest(environment: name), source)
                continue
            }
            if let first = names[match] {
                addRepeated(name, source, "\(first) gives the same key; unset one")
                continue
            }
            names[match] = name
            values[match] = Assignment(raw: .inline(value), source: source)
        }
    }

    /// Takes options by the names of their keys.
    mutating func add(options: [String: String]) {
        var names: [KeyTable.Match: String] = [:]
        for (name, value) in options.sorted(by: { $0.key < $1.key }) {
            let path = KeyName.path(name)
            guard let match = keys.match(path: path) else {
                addUnknown(path: path, .option)
                continue
            }
            if let first = names[match] {
                addRepeated(name, .option, "\(first) gives the same key; remove one")
                continue
            }
            names[match] = name
            values[match] = Assignment(raw: .inline(value), source: .option)
        }
    }

    private mutating func addUnknown(path: [String], _ source: ConfigurationSource) {
        if keys.isSection(path) {
            let children = keys.children(of: path).joined(separator: ", ")
            let message = "a section takes keys and no value; here \(children)"
            problems.append(
                ConfigurationProblem(
                    cause: .invalidValue, key: KeyName.text(path), source: source, message: message))
        } else {
            add(unknown: KeyName.text(path), nearest: keys.nearest(path: path), source)
        }
    }

    private mutating func add(unknown name: String, nearest: String, _ source: ConfigurationSource) {
        problems.append(
            ConfigurationProblem(
                cause: .unknownKey(nearest: nearest), key: name, source: source,
                message: "unknown key; the nearest known one is \(nearest)"))
    }

    private mutating func addRepeated(_ name: String, _ source: ConfigurationSource, _ message: String) {
        problems.append(ConfigurationProblem(cause: .repeatedKey, key: name, source: source, message: message))
    }
}
