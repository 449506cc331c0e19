/// The query of a URL.
enum Query {
    /// The decoded parameters of a request. Fields that nobody filled in browsers send as empty ones: to a page they are
    /// absent.
    static func parse(_ text: Substring, of route: Route) throws(Problem) -> [String: String] {
        guard !text.isEmpty else { return [:] }
        let values = try parse(text, known: route.parameters)
        return route.isPage ? values.filter { !$0.value.isEmpty } : values
    }

    /// The decoded parameters.
    ///
    /// - Parameters:
    ///   - text: what stands behind the question mark.
    ///   - known: the parameters that the route takes; others are refused, since a misspelt filter would show everything.
    static func parse(_ text: Substring, known: [Parameter]) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentDecoding.text(parts[0], plusIsSpace: true),
                let value = PercentDecoding.text(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { throw .invalidParameter(nil, "the query is not percent-encoded UTF-8") }
            guard known.contains(where: { $0.place == .query && $0.name == name }) else {
                let names = known.filter { $0.place == .query }.map(\.name)
                throw .invalidParameter(
                    String(name.prefix(60)),
                    names.isEmpty
                        ? "is unknown; this path takes no parameters"
                        : "is unknown; known are " + names.joined(separator: ", "))
            }
            guard !value.utf8.contains(0) else { throw .invalidParameter(name, "must not contain U+0000") }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .invalidParameter(name, "is given twice")
            }
        }
        return values
    }
}
