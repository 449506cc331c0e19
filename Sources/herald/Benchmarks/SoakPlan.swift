/// A steady load for a long time, and how often it is looked at.
struct SoakPlan: Sendable {
    let seconds: Double
    /// Messages a second.
    let rate: Int

    init(minutes: Double, rate: Int) {
        seconds = minutes * 60
        self.rate = rate
    }

    var messages: Int { Int(seconds * Double(rate)) }

    /// A minute each; of a short load 60, as long as each lasts five seconds.
    var intervals: Int { max(1, Int(seconds / min(60, max(5, seconds / 60)))) }

    var interval: Duration { .seconds(seconds / Double(intervals)) }
}
