extension KeyPattern {
    /// The environment variable of the key: `HERALD_`, then the name in upper case with `_` for every dot. Free segments
    /// are written as they are.
    func environmentName(with names: [String] = []) -> String {
        var names = names[...]
        return segments.reduce("HERALD") { text, segment in
            switch segment {
            case .literal(let literal): text + "_" + literal.uppercased()
            case .free(let free): text + "_" + (names.popFirst() ?? free.rawValue)
            }
        }
    }

    /// How many characters of the environment variable are fixed; the pattern with the most wins where several match.
    var fixedCharacters: Int {
        segments.reduce(0) { count, segment in
            if case .literal(let text) = segment { count + text.utf8.count } else { count }
        }
    }

    /// The canonical free names of an environment variable that has this pattern.
    func match(environment name: String) -> [String]? {
        guard name.hasPrefix("HERALD_") else { return nil }
        return Self.match(name.dropFirst("HERALD_".count), segments[...])
    }

    private static func match(_ text: Substring, _ segments: ArraySlice<Segment>) -> [String]? {
        guard let segment = segments.first else { return nil }
        let later = segments.dropFirst()
        switch segment {
        case .literal(let literal):
            let upper = literal.uppercased()
            guard text.hasPrefix(upper) else { return nil }
            let rest = text.dropFirst(upper.count)
            if later.isEmpty { return rest.isEmpty ? [] : nil }
            return rest.first == "_" ? match(rest.dropFirst(), later) : nil
        case .free(let free):
            if later.isEmpty { return free.canonical(String(text)).map { [$0] } }
            for separator in text.indices where text[separator] == "_" {
                guard let name = free.canonical(String(text[..<separator])),
                    let names = match(text[text.index(after: separator)...], later)
                else { continue }
                return [name] + names
            }
            return nil
        }
    }
}
