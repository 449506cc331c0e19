internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import Synchronization

/// Reads request bodies into memory: each bounded in size and time, the large ones together in size.
final class BodyReader: Sendable {
    enum Failure: Error {
        case tooLarge(limit: Int)
        /// Too many large bodies at the same time.
        case overloaded
        /// The client went away before the end.
        case incomplete
    }

    /// Bodies up to this size are not counted: the number of connections bounds them.
    static let uncounted = 64 << 10

    private let maximumInFlight: Int
    private let timeout: Duration
    private let minimumRate: Int
    private let inFlight = Atomic<Int>(0)

    init(maximumInFlight: Int, timeout: Duration, minimumRate: Int) {
        self.maximumInFlight = maximumInFlight
        self.timeout = timeout
        self.minimumRate = max(1, minimumRate)
    }

    /// Lends the body of a request to `use`; memory counts as taken until that returns.
    ///
    /// - Throws: ``Failure``; what reading throws if the client sends no HTTP; what `use` throws.
    func withBody<Result>(
        of request: Request, on channel: any Channel, limit: Int, _ use: (consuming [UInt8]) async throws -> Result
    ) async throws -> Result {
        let declared = request.headers[.contentLength].flatMap { Int($0) }
        if let declared, declared > limit { throw Failure.tooLarge(limit: limit) }
        var iterator = request.body.makeAsyncIterator()
        guard let first = try await iterator.next() else {
            guard (declared ?? 0) == 0 else { throw Failure.incomplete }
            return try await use([])
        }
        guard first.readableBytes <= limit else { throw Failure.tooLarge(limit: limit) }
        if first.readableBytes == declared { return try await use(Array(first.readableBytesView)) }

        let watch = watch(channel, size: declared ?? limit)
        defer { watch.cancel() }
        var taken = 0
        defer { inFlight.subtract(taken, ordering: .relaxed) }
        func take(_ size: Int) throws(Failure) {
            guard size > Self.uncounted, size > taken else { return }
            let (total, more) = (inFlight.add(size - taken, ordering: .relaxed).newValue, size - taken)
            taken += more
            guard total <= maximumInFlight else { throw .overloaded }
        }
        try take(declared ?? first.readableBytes)
        var body: [UInt8] = []
        body.reserveCapacity(declared ?? first.readableBytes)
        body.append(contentsOf: first.readableBytesView)
        while let chunk = try await iterator.next() {
            guard body.count + chunk.readableBytes <= limit else { throw Failure.tooLarge(limit: limit) }
            try take(body.count + chunk.readableBytes)
            body.append(contentsOf: chunk.readableBytesView)
        }
        guard declared == nil || body.count == declared else { throw Failure.incomplete }
        watch.cancel()
        return try await use(body)
    }

    /// Closes the connection if the body has not come in time: whoever sends a byte a minute does not hold it.
    private func watch(_ channel: any Channel, size: Int) -> Scheduled<Void> {
        let time = Self.timeAllowed(size: size, timeout: timeout, minimumRate: minimumRate)
        return channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    /// How long a body may take to come.
    static func timeAllowed(size: Int, timeout: Duration, minimumRate: Int) -> TimeAmount {
        TimeAmount(timeout) + .seconds(Int64(size / max(1, minimumRate)))
    }
}
