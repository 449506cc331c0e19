public import Logging

/// Listens on channels with a connection of its own. Connects again, with growing pauses, whenever it is lost.
///
/// Notifications are hints that shorten a wait, not messages: they are lost while there is no connection, and the
/// oldest are dropped if more than `limit` lie unread. Consumers look for work at ``NotificationStream/Event/reconnected``
/// and at intervals of their own.
public final class Listener: Sendable {
    public let events: NotificationStream
    let continuation: AsyncStream<NotificationStream.Event>.Continuation
    let configuration: ConnectionConfiguration
    let channels: [String]
    let logger: Logger

    /// - Parameter limit: how many events may lie unread.
    public init(configuration: ConnectionConfiguration, channels: [String], limit: Int = 1024, logger: Logger) {
        self.configuration = configuration
        self.channels = channels
        self.logger = logger
        let (stream, continuation) = AsyncStream.makeStream(
            of: NotificationStream.Event.self, bufferingPolicy: .bufferingNewest(max(1, limit)))
        events = NotificationStream(stream: stream)
        self.continuation = continuation
    }

    /// Listens until the task is cancelled; ends ``events`` then.
    public func run() async {
        var backoff = Backoff()
        while !Task.isCancelled {
            do throws(PostgresError) {
                let connection = try await Connection.connect(configuration, logger: logger)
                try await connection.listen(channels)
                backoff.reset()
                continuation.yield(.reconnected)
                await connection.forwardNotifications(to: continuation)
                await connection.close()
                if !Task.isCancelled { logger.warning("The connection that listens for notifications was lost") }
            } catch {
                logger.warning("Cannot listen for notifications, trying again: \(error)")
            }
            if !Task.isCancelled { await Bell().wait(for: backoff.next()) }
        }
        continuation.finish()
    }
}
