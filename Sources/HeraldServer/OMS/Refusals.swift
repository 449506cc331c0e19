internal import EventLog
internal import HeraldMetrics

/// Records what is refused where an operator sees it, without content.
struct Refusals: Sendable {
    /// Of a longer input only the beginning is digested: refusing must stay cheap.
    private static let maximumDigested = 64 << 10

    let log: RejectedInputLog
    let metrics: MetricsRegistry
    let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - input: the bytes, as far as they were read.
    ///   - size: how many there were, if more than `input`.
    func record(
        _ kind: RejectedInput.Kind, _ reason: String, _ input: [UInt8], _ peer: Peer, size: Int? = nil,
        offset: Int? = nil
    ) {
        count(kind.rawValue)
        let start = input.count > Self.maximumDigested ? Array(input.prefix(Self.maximumDigested)) : input
        log.record(
            RejectedInput(
                kind, reason: reason, input: unsafe start.span.bytes, size: size ?? input.count, origin: peer.origin,
                rejectedAt: now(), errorOffset: offset))
    }

    func count(_ reason: String) { metrics.messagesRejected(reason: reason).increment() }
}
