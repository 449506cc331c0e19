import Foundation
import HeraldTesting
import Testing

@testable import HeraldServer

@Suite("The history of the engine", .database)
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

    @Test("Nodes share it, it outlives them, has one sample a minute, and keeps a day and no more")
    func stored() async throws {
        let minute = Int64(60_000_000)
        let now = Int64(Date().timeIntervalSince1970 / 60) * minute
        func ago(_ minutes: Int64) -> Int64 { now - minutes * minute }
        try await EngineHistory(pool: TestDatabase.current.pool).record(sample(ago(1430) + 5, 1, 0))
        try await EngineHistory(pool: TestDatabase.current.pool).record(sample(ago(1430) + 7, 2, 0))
        let history = EngineHistory(pool: TestDatabase.current.pool)
        #expect(try await history.samples(since: ago(1430)) == [sample(ago(1430), 1, 0)])
        try await history.record(sample(ago(1500), 0, 0))
        try await history.record(sample(ago(1), 9, 8))
        #expect(try await history.samples(since: 0) == [sample(ago(1430), 1, 0), sample(ago(1), 9, 8)])
        // A node whose clock is far ahead makes nobody forget.
        try await history.record(sample(ago(-3_000), 10, 10))
        #expect(try await history.samples(since: 0).count == 3)
    }
}
