/// Finds the name that somebody probably meant.
enum Nearest {
    /// The candidate with the smallest edit distance; the first of equals.
    /// - Parameter candidates: at least one.
    static func name(to text: String, among candidates: [String]) -> String {
        let text = Array(text.lowercased())
        let distances = candidates.map { (name: $0, distance: distance(text, Array($0.lowercased()))) }
        return distances.min { $0.distance < $1.distance }?.name ?? ""
    }

    /// How many insertions, deletions, replacements and swaps of neighbours make one text of the other
    /// (optimal string alignment).
    static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for (row, a) in first.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(second.count + 1)
            for (column, b) in second.enumerated() {
                var best = min(previous[column] + (a == b ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, a == second[column - 1], first[row - 1] == b {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[second.count]
    }
}
