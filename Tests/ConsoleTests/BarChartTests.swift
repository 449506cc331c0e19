import Testing

@testable import Console

@Suite("A bar chart")
struct BarChartTests {
    @Test("The tallest bar fills it, what is there at all is seen, nothing has no height")
    func heights() {
        let chart = BarChart("Held", [0, 1, 1000, 500], names: ["a", "b", "c", "d"])
        #expect(chart.bars.map(\.height) == ["0", "2", "32", "16"])
        #expect(chart.bars.map(\.y) == ["32", "30", "0", "16"])
        #expect(chart.bars.map(\.x) == ["0", "10", "20", "30"])
        #expect(chart.bars[2].text == "c: 1000")
        #expect(chart.label == "Held: 0, 1, 1000, 500")
    }

    @Test("Nothing but zeros is a chart too")
    func zeros() {
        #expect(BarChart("Held", [0, 0], names: ["a", "b"]).bars.map(\.height) == ["0", "0"])
        #expect(BarChart("Held", [], names: []).bars.isEmpty)
    }

    private static let examples: [([Int], Set<Int>)] = [
        ([0, 0, 10], [2]), ([0, 0, 9], []), ([4, 3, 10], []), ([3, 3, 10], [2]), ([10, 10, 10], []), ([50], []),
        ([], []), ([100, 0, 100, 0, 0, 0, 0, 0, 0, 0], [0, 2]),
    ]

    @Test(
        "What stands out is at least ten, and more than three times what the others are on average", arguments: examples
    )
    func spikes(counts: [Int], expected: Set<Int>) {
        #expect(BarChart.spikes(in: counts) == expected)
    }
}
