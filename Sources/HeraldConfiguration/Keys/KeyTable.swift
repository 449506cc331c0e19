/// The table of keys, indexed for reading.
struct KeyTable: Sendable {
    /// A key with its free segments filled.
    struct Match: Hashable {
        /// Place in the table.
        let index: Int
        /// Canonical free names.
        let names: [String]
    }

    let keys: [ConfigurationKey]
    private let byEnvironmentName: [String: Int]

    static let all = KeyTable(ConfigurationKey.all)

    init(_ keys: [ConfigurationKey]) {
        self.keys = keys
        let fixed = keys.enumerated().filter { !$0.element.pattern.isFree }
        byEnvironmentName = Dictionary(
            fixed.map { ($0.element.environmentName, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The key of a path.
    func match(path: [String]) -> Match? {
        for (index, key) in keys.enumerated() {
            if let names = key.pattern.match(path) { return Match(index: index, names: names) }
        }
        return nil
    }

    /// The key of an environment variable; of several the one with the most fixed characters.
    func match(environment name: String) -> Match? {
        if let index = byEnvironmentName[name] { return Match(index: index, names: []) }
        let matches = keys.indices.compactMap { index -> Match? in
            let key = keys[index]
            guard key.pattern.isFree, !key.isSection else { return nil }
            return key.pattern.match(environment: name).map { Match(index: index, names: $0) }
        }
        return matches.max { keys[$0.index].pattern.fixedCharacters < keys[$1.index].pattern.fixedCharacters }
    }

    /// Whether some key continues the path.
    func isSection(_ path: [String]) -> Bool { keys.contains { $0.pattern.hasPrefix(path) } }

    /// Whether the next segment after the path is the user's to choose.
    func isFree(after path: [String]) -> Bool {
        keys.contains { key in
            guard key.pattern.hasPrefix(path), case .free = key.pattern.segments[path.count] else { return false }
            return true
        }
    }

    /// What may stand directly below a path, in the order of the table.
    func children(of path: [String]) -> [String] {
        var names: [String] = []
        for key in keys where key.pattern.hasPrefix(path) {
            let name = key.pattern.path(with: [])[path.count]
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// The name of the key or section that is most like a path.
    func nearest(path: [String]) -> String {
        let candidates = keys.flatMap { key in
            let like = key.pattern.like(path)
            return (1...like.count).map { KeyName.text(Array(like.prefix($0))) }
        }
        return Nearest.name(to: KeyName.text(path), among: candidates)
    }

    /// The environment variable that is most like a name.
    func nearest(environment name: String) -> String {
        var candidates = keys.filter { !$0.isSection }.map(\.environmentName)
        // Where a channel's name ends is not known: every underscore is tried.
        let prefix = "HERALD_POLICY_CHANNELS_"
        if name.hasPrefix(prefix) {
            let rest = name.dropFirst(prefix.count)
            for end in rest.indices where rest[end] == "_" && end > rest.startIndex {
                let channel = String(rest[..<end])
                candidates += keys.filter { $0.name.hasPrefix("policy.channels.NAME.") }
                    .map { $0.pattern.environmentName(with: [channel]) }
            }
        }
        return Nearest.name(to: name, among: candidates)
    }
}

extension KeyPattern {
    /// The key's name, with free segments taken from a path that is nearly right.
    fileprivate func like(_ path: [String]) -> [String] {
        segments.enumerated().map { index, segment in
            switch segment {
            case .literal(let text): text
            case .free(let free): index < path.count ? path[index] : free.rawValue
            }
        }
    }
}
