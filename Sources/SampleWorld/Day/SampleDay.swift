/// A small hand-written day at North Quay and the days after it: about a dozen orders whose fates a newcomer understands.
///
/// Each story has a file of its own beside this one. The whole spans less than ten days, so that nothing in it has
/// expired under the default `max_age` when the last message arrives.
public enum SampleDay {
    /// The order that shows nearly everything: `NQ-20731` of `NORTHQUAY_DE`.
    public static let heroOrder = "NQ-20731"

    /// The messages in order of delivery, from the morning of 2026-03-02 on.
    public static let messages: [String] = history(from: SampleWorld.defaultStartDate).map {
        String(decoding: $0.json, as: UTF8.self)
    }

    /// The messages in order of delivery, all dates moved so that the last one is delivered at a given moment.
    /// - Parameter last: microseconds since 1970-01-01T00:00:00Z.
    public static func messages(endingAt last: Int64) -> [[UInt8]] { history(endingAt: last).map(\.json) }

    /// Like ``messages(endingAt:)``, with what a test wants to know about each message.
    public static func history(endingAt last: Int64) -> [SampleMessage] {
        history(from: last - (history(from: 0).last?.time ?? 0))
    }

    /// The stories, in the order in which they begin.
    static let stories: [@Sendable (Int64) -> Story] = []

    private static func history(from start: Int64) -> [SampleMessage] {
        stories.flatMap { $0(start).drafts.map(\.message) }.enumerated()
            .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }
}
