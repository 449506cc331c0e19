/// How many deliveries a channel may send now so that it sends no more than its rate in the long run. Pure.
///
/// Holds what one second brings at most, so a channel that was idle begins with that many.
struct TokenBucket: Hashable, Sendable {
    let rate: Int
    private var tokens: Double
    private var filledAt: ContinuousClock.Instant

    /// - Parameter rate: tokens a second, at least 1; it begins full.
    init(rate: Int, at now: ContinuousClock.Instant) {
        self.rate = max(1, rate)
        tokens = Double(self.rate)
        filledAt = now
    }

    /// Takes all whole tokens that there are.
    mutating func takeAll(at now: ContinuousClock.Instant) -> Int {
        if now > filledAt {
            tokens = min(Double(rate), tokens + (now - filledAt).inSeconds * Double(rate))
            filledAt = now
        }
        let whole = max(0, Int(tokens.rounded(.down)))
        tokens -= Double(whole)
        return whole
    }

    /// Gives tokens back that were not needed.
    mutating func giveBack(_ count: Int) { tokens = min(Double(rate), tokens + Double(count)) }
}
