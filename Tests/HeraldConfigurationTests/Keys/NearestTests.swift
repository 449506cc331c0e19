import Testing

@testable import HeraldConfiguration

@Suite("The nearest name")
struct NearestTests {
    @Test(
        "The distance counts insertions, deletions, replacements and swaps of neighbours",
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "ab", 2), ("port", "port", 0), ("prot", "port", 1), ("pot", "port", 1),
            ("pork", "port", 1), ("kitten", "sitting", 3), ("ab", "ba", 1),
        ])
    func distance(_ example: (first: String, second: String, distance: Int)) {
        #expect(Nearest.distance(Array(example.first), Array(example.second)) == example.distance)
        #expect(Nearest.distance(Array(example.second), Array(example.first)) == example.distance)
    }
}
