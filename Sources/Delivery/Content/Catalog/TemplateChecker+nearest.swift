extension TemplateChecker {
    /// `; did you mean 'x'?` where one of the names differs by few letters.
    static func nearest(_ name: String, in names: [String]) -> String {
        let close = names.map { (distance($0, name), $0) }.filter {
            $0.0 <= (name.count < 4 ? 1 : max(2, name.count / 3))
        }
        return close.min { $0 < $1 }.map { "; did you mean '\($0.1)'?" } ?? ""
    }

    /// How many letters must be put in, taken out or replaced (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8.prefix(64)), Array(right.utf8.prefix(64)))
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let change = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
