import Testing

@testable import HeraldServer

@Suite("The history of the engine")
struct EngineHistoryTests {
    private func sample(_ at: Int64, _ taken: Int64, _ folded: Int64) -> EngineHistory.Sample {
        EngineHistory.Sample(at: at, taken: taken, folded: folded)
    }

    @Test("What came is counted where it was seen first, what was behind is the most of each part")
    func parts() {
        let samples = [
            sample(5, 100, 100), sample(15, 130, 100), sample(19, 150, 149), sample(25, 150, 150), sample(40, 151, 151),
        ]
        let parts = EngineHistory.parts(of: samples, from: 10, partLength: 10, count: 3)
        // The first sample lies before; the last one behind the end.
        #expect(parts.taken == [50, 0, 0])
        #expect(parts.behind == [30, 0, 0])
    }

    @Test("A database that was put back to an older state counts nothing below zero")
    func setBack() {
        let parts = EngineHistory.parts(
            of: [sample(0, 100, 100), sample(1, 40, 60)], from: 0, partLength: 10, count: 1)
        #expect(parts.taken == [0] && parts.behind == [0])
    }

    @Test("It keeps a day and no more")
    func bound() {
        let history = EngineHistory()
        for minute in 0..<EngineHistory.maximumSamples + 5 { history.add(sample(Int64(minute), 0, 0)) }
        #expect(history.all.count == EngineHistory.maximumSamples)
        #expect(history.all.first?.at == 5)
    }
}
