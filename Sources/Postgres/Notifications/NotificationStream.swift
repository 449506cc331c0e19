/// What a ``Listener`` hears, in order; ends when its ``Listener/run()`` does. For one consumer.
public struct NotificationStream: AsyncSequence, Sendable {
    public enum Event: Hashable, Sendable {
        case notification(PostgresNotification)
        /// The connection was made, for the first time or anew. Notifications may have been missed: look for yourself.
        case reconnected
    }

    let stream: AsyncStream<Event>

    public func makeAsyncIterator() -> Iterator { Iterator(base: stream.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol {
        var base: AsyncStream<Event>.Iterator

        public mutating func next() async -> Event? { await next(isolation: #isolation) }

        public mutating func next(isolation actor: isolated (any Actor)?) async -> Event? {
            await base.next(isolation: actor)
        }
    }
}

/// One NOTIFY.
public struct PostgresNotification: Hashable, Sendable {
    public let channel: String
    public let payload: String
    /// The server process of the sender.
    public let backendPID: Int32
}
