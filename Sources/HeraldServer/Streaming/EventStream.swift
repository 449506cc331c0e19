internal import NIOCore
internal import Projection
internal import ServiceLifecycle

/// One client's stream of events (server-sent events, WHATWG HTML, section 9.2).
///
/// Reads the database on, however fast or slow the client is; nothing is kept for it in memory. An id stands on the last event
/// of each message: who reconnects with it gets every later one, and again those of a message that was cut in the middle.
struct EventStream: AsyncSequence, Sendable {
    let reader: OrderEventReader
    let filter: EventStreamFilter
    let disclosure: Disclosure
    let limits: EventStreamLimits
    let channel: any Channel
    /// Held as long as the stream lives.
    let place: EventStreamPlaces.Place
    /// Whether the caller may still read.
    let isAdmitted: @Sendable () async -> Bool
    /// Where it begins.
    let cursor: OrderEventCursor

    func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Makes the next piece of text when the one before has been taken.
    struct Iterator: AsyncIteratorProtocol {
        private let stream: EventStream
        private var cursor: OrderEventCursor
        /// Shards that have something new, and how far they have come.
        private var pending: [(shard: Int, last: Int64)] = []
        private var lastWrite: ContinuousClock.Instant?
        private var watch: Scheduled<Void>?
        private let end: ContinuousClock.Instant

        init(_ stream: EventStream) {
            self.stream = stream
            cursor = stream.cursor
            end = .now + stream.limits.lifetime
        }

        /// The next piece; nil if the client has lost its right or is too far behind, the time is over, or the server stops.
        mutating func next() async throws -> ByteBuffer? {
            watch?.cancel()
            guard let text = try await text() else { return nil }
            lastWrite = .now
            // Whoever does not take what is written holds a connection for nothing.
            let channel = stream.channel
            watch = channel.eventLoop.scheduleTask(in: TimeAmount(stream.limits.writeTimeout)) {
                channel.close(promise: nil)
            }
            return ByteBuffer(string: text)
        }

        private mutating func text() async throws -> String? {
            guard let lastWrite else { return "retry: 2000\n" + idLine + "\n" }
            while !Task.isCancelled, !Task.isShuttingDownGracefully, .now < end, await stream.isAdmitted() {
                if lastWrite.duration(to: .now) >= stream.limits.heartbeat {
                    // With the id: who filters much would else begin far back when the connection ends.
                    return ": alive\n" + idLine + "\n"
                }
                if let next = pending.popLast() {
                    let text = try await events(next.shard, through: next.last)
                    if !text.isEmpty { return text }
                    continue
                }
                let head = try await stream.reader.checkpoints()
                guard cursor.distance(to: head) <= stream.limits.backlog else { return nil }
                for shard in cursor.positions.indices where cursor.positions[shard] < head.positions[shard] {
                    pending.append((shard, head.positions[shard]))
                }
                if pending.isEmpty { try await Task.sleep(for: stream.limits.poll) }
            }
            return nil
        }

        /// The events of the next messages of a shard, as far as the filter lets them through.
        private mutating func events(_ shard: Int, through last: Int64) async throws -> String {
            let page = try await stream.reader.page(
                shard: Int16(shard), after: cursor.positions[shard], through: last, orderID: stream.filter.orderID,
                limit: stream.limits.page)
            var text = ""
            let events = page.events.filter(stream.filter.includes)
            for (index, event) in events.enumerated() {
                if index + 1 == events.count || events[index + 1].position != event.position {
                    cursor.positions[shard] = event.position
                    text += idLine
                }
                text += "event: \(event.name)\ndata: "
                text += String(decoding: try stream.disclosure.disclosed(event.json), as: UTF8.self) + "\n\n"
            }
            cursor.positions[shard] = page.position
            return text
        }

        private var idLine: String { "id: \(cursor.text)\n" }
    }
}

/// What an event stream may take.
struct EventStreamLimits: Sendable {
    /// Most messages that a client may be behind.
    var backlog: Int64 = 100_000
    /// Messages read at a time.
    var page = 100
    /// How long an idle stream waits before it looks again.
    var poll = Duration.milliseconds(250)
    /// The longest time without a byte.
    var heartbeat = Duration.seconds(15)
    /// How long a stream lasts.
    var lifetime = Duration.seconds(3_600)
    /// How long a client may take to take what is written.
    var writeTimeout = Duration.seconds(30)
}

extension ServerSettings {
    var streamLimits: EventStreamLimits {
        EventStreamLimits(backlog: Int64(maximumStreamBacklog), heartbeat: streamHeartbeat, lifetime: streamLifetime)
    }
}
