import Synchronization

/// The token buckets of the channels of this process.
final class RateLimits: Sendable {
    private let state: Mutex<State>

    private struct State {
        var buckets: [String: TokenBucket]
        /// When a channel has sent what was put off so far, each at its turn.
        var busyUntil: [String: ContinuousClock.Instant] = [:]
        /// Channels of which a claim holds all that may be sent.
        var reserved: Set<String> = []
    }

    /// - Parameter limits: deliveries a second, by channel; 0 is no limit.
    init(_ limits: [String: Int]) {
        state = Mutex(State(buckets: limits.filter { $0.value > 0 }.mapValues { TokenBucket(rate: $0, at: .now) }))
    }

    /// What may be sent now over channels that have a limit.
    struct Allowance: Sendable {
        var channels: [String] = []
        var allowed: [Int32] = []
        var rates: [Double] = []
        /// Seconds until each has sent what was put off before.
        var busy: [Double] = []
        /// Those that another claim is at.
        var taken: [String] = []
    }

    /// Reserves everything that may be sent now, of channels that no other claim is at.
    func reserve(at now: ContinuousClock.Instant = .now) -> Allowance {
        state.withLock { state in
            var allowance = Allowance()
            for channel in state.buckets.keys.sorted() {
                guard state.reserved.insert(channel).inserted else {
                    allowance.taken.append(channel)
                    continue
                }
                allowance.channels.append(channel)
                allowance.allowed.append(Int32(clamping: state.buckets[channel]?.takeAll(at: now) ?? 0))
                allowance.rates.append(Double(state.buckets[channel]?.rate ?? 1))
                allowance.busy.append(max(0, state.busyUntil[channel].map { ($0 - now).inSeconds } ?? 0))
            }
            return allowance
        }
    }

    /// Gives back what was reserved and not used, and notes what was put off.
    /// - Parameters:
    ///   - used: deliveries claimed, by channel.
    ///   - putOff: deliveries that were given a later turn, by channel.
    func settle(
        _ allowance: Allowance, used: [String: Int], putOff: [String: Int], at now: ContinuousClock.Instant = .now
    ) {
        state.withLock { state in
            for (channel, allowed) in zip(allowance.channels, allowance.allowed) {
                state.reserved.remove(channel)
                state.buckets[channel]?.giveBack(Int(allowed) - (used[channel] ?? 0))
                guard let count = putOff[channel], let rate = state.buckets[channel]?.rate else { continue }
                let busy = max(now, state.busyUntil[channel] ?? now)
                state.busyUntil[channel] = busy + .seconds(Double(count) / Double(rate))
            }
        }
    }
}
