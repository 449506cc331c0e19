import Testing

@testable import Delivery

@Suite("The schedule of tries") struct RetryScheduleTests {
    /// The same numbers at every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private let schedule = RetrySchedule(delays: [.seconds(100), .seconds(1_000)], jitter: 0.2)

    @Test("multiplies each wait by something from 0.8 to 1.2")
    func jitter() {
        var random = Seeded(state: 1)
        let waits = (1...1_000).compactMap { _ in schedule.delay(afterAttempts: 2, using: &random) }
        #expect(waits.count == 1_000)
        #expect(waits.allSatisfy { (.seconds(800) ... .seconds(1_200)).contains($0) })
        #expect(waits.contains { $0 < .seconds(805) } && waits.contains { $0 > .seconds(1_195) })
        var again = Seeded(state: 1)
        #expect(schedule.delay(afterAttempts: 2, using: &again) == waits[0], "the randomness is the caller's")
    }

    @Test("never comes before the time the other side asked for")
    func asked() {
        var random = Seeded(state: 2)
        let waits = (1...1_000).compactMap { _ in
            schedule.delay(afterAttempts: 1, asked: .seconds(600), using: &random)
        }
        #expect(waits.allSatisfy { (.seconds(600) ... .seconds(720)).contains($0) })
        #expect(waits.contains { $0 > .seconds(715) })
    }

    @Test("ends after its last wait")
    func end() {
        var random = Seeded(state: 3)
        #expect(schedule.delay(afterAttempts: 3, using: &random) == nil)
        #expect(RetrySchedule(delays: [.seconds(7)], jitter: 0).delay(afterAttempts: 1, using: &random) == .seconds(7))
    }
}
