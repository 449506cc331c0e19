/// When a failed delivery is tried again, and when it is given up.
public struct RetrySchedule: Hashable, Sendable {
    /// The waits after the first, second, … failure; one more failure makes a dead letter.
    ///
    /// Default 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: a little over three days.
    public var delays: [Duration]
    /// The share by which a wait is made longer or shorter at random, so that many that failed together do not return
    /// together: each is multiplied by something from 1 − jitter to 1 + jitter. Default 0.2.
    public var jitter: Double

    public init(delays: [Duration] = RetrySchedule.standard, jitter: Double = 0.2) {
        self.delays = Array(delays.prefix(100))
        self.jitter = min(max(0, jitter), 1)
    }

    public static let standard: [Duration] = [
        .seconds(5), .seconds(300), .seconds(1_800), .seconds(2 * 3_600), .seconds(5 * 3_600), .seconds(10 * 3_600),
        .seconds(14 * 3_600), .seconds(20 * 3_600), .seconds(24 * 3_600),
    ]

    /// How often a delivery is tried at most.
    public var maximumAttempts: Int { delays.count + 1 }

    /// The wait after that many failed tries; nil when it is time to give up.
    /// - Parameters:
    ///   - asked: what the other side asked for: never less, and made longer at random, likewise.
    ///   - generator: the randomness.
    func delay(
        afterAttempts attempts: Int, asked: Duration = .zero, using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard attempts >= 1, attempts <= delays.count else { return nil }
        let share = Double.random(in: -1...1, using: &generator) * jitter
        return max(delays[attempts - 1] * (1 + share), asked * (1 + abs(share)))
    }
}
