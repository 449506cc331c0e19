import Synchronization

/// The token buckets of the channels of this process.
final class RateLimits: Sendable {
    private let buckets: Mutex<[String: TokenBucket]>

    /// - Parameter limits: deliveries a second, by channel; 0 is no limit.
    init(_ limits: [String: Int]) {
        buckets = Mutex(limits.filter { $0.value > 0 }.mapValues { TokenBucket(rate: $0, at: .now) })
    }

    /// What may be sent now over channels that have a limit.
    struct Allowance: Sendable {
        var channels: [String] = []
        var allowed: [Int32] = []
        var rates: [Double] = []
    }

    /// Reserves everything that may be sent now.
    func reserve(at now: ContinuousClock.Instant = .now) -> Allowance {
        buckets.withLock { buckets in
            var allowance = Allowance()
            for channel in buckets.keys.sorted() {
                allowance.channels.append(channel)
                allowance.allowed.append(Int32(clamping: buckets[channel]?.takeAll(at: now) ?? 0))
                allowance.rates.append(Double(buckets[channel]?.rate ?? 1))
            }
            return allowance
        }
    }

    /// Gives back what was reserved and not used.
    func giveBack(_ allowance: Allowance, used: [String: Int]) {
        buckets.withLock { buckets in
            for (channel, allowed) in zip(allowance.channels, allowance.allowed) {
                buckets[channel]?.giveBack(Int(allowed) - (used[channel] ?? 0))
            }
        }
    }
}
