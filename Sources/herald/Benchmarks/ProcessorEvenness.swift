import NIOCore
import NIOPosix

/// How evenly the processors of this machine work while nothing else is asked of them.
///
/// A shared host may give them less for a while, and not all of that is told to this machine (steal). Where everything is slow
/// for forty milliseconds every two seconds, one answer of a hundred is, whatever answers it.
struct ProcessorEvenness: Sendable {
    /// Work counts as slow that takes so many times as long as the median of the same work.
    static let slowness: Int64 = 5
    /// Steps that are timed together: about a tenth of a millisecond where nothing disturbs.
    private static let stepsTogether = 100_000

    /// The share of the time that was spent on slow work, 0 to 1.
    let slowShare: Double
    /// The longest time in which all work was slow.
    let longest: Duration

    /// - Parameter threads: of each thread, how many nanoseconds each piece of the same work took, in their order.
    init(_ threads: [[Int64]]) {
        var (all, slow, longest) = (Int64(0), Int64(0), Int64(0))
        for pieces in threads where !pieces.isEmpty {
            let usual = pieces.sorted()[pieces.count / 2]
            var stretch: Int64 = 0
            for piece in pieces {
                all += piece
                stretch = piece > usual * Self.slowness ? stretch + piece : 0
                if stretch > 0 { slow += piece }
                longest = max(longest, stretch)
            }
        }
        slowShare = Double(slow) / Double(max(all, 1))
        self.longest = .nanoseconds(longest)
    }

    /// Works on all processors for a while, of many on sixteen.
    static func measure(for duration: TimeAmount = .seconds(6), processors: Int) async throws -> Self {
        let processors = min(processors, 16)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: processors)
        defer { group.shutdownGracefully { _ in } }
        let threads = (0..<processors).map { _ in group.next().submit { work(for: duration) } }
        var pieces: [[Int64]] = []
        for thread in threads { pieces.append(try await thread.get()) }
        return Self(pieces)
    }

    /// Computes in registers alone, so that neither memory nor caches matter.
    private static func work(for duration: TimeAmount) -> [Int64] {
        let end = NIODeadline.now() + duration
        var pieces: [Int64] = []
        var (state, sum) = (UInt64(1), UInt64(0))
        while true {
            let start = NIODeadline.now()
            for _ in 0..<stepsTogether {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                sum ^= state >> 33
            }
            pieces.append((NIODeadline.now() - start).nanoseconds)
            // Asking for the sum keeps the steps from being left out.
            if start > end { return sum == .max ? [] : pieces }
        }
    }

    /// One line.
    var description: String {
        guard slowShare > 0 else { return "even" }
        return "\(Figures.decimal(slowShare * 100)) % of the time \(Self.slowness) times slower than usual, "
            + "up to \(Figures.decimal(Figures.seconds(longest) * 1_000)) ms at a time"
    }
}
