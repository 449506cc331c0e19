internal import CLibPQ
internal import Dispatch

extension Connection {
    func listen(_ channels: [String]) throws(PostgresError) {
        for channel in channels {
            let quoted = channel.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            try script("LISTEN \"\(quoted)\"")
        }
    }

    /// Forwards notifications as the socket brings them; returns when the connection is lost or the task cancelled.
    func forwardNotifications(to events: AsyncStream<NotificationStream.Event>.Continuation) async {
        guard let connection = unsafe handle.connection else { return }
        // Those that came with the answer to LISTEN lie in libpq already.
        guard takeNotifications(events) else { return }
        // Dispatch sources may be cancelled by any thread; their protocol on Linux does not say so.
        nonisolated(unsafe) let source = unsafe DispatchSource.makeReadSource(
            fileDescriptor: PQsocket(connection), queue: executor.queue)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                unsafe source.setEventHandler {
                    if !self.assumeIsolated({ $0.takeNotifications(events) }) { unsafe source.cancel() }
                }
                // The socket may be closed only after the source has let go of it.
                unsafe source.setCancelHandler { continuation.resume() }
                unsafe source.activate()
            }
        } onCancel: {
            unsafe source.cancel()
        }
    }

    /// Reads what the socket has; `false` if the connection is lost.
    private func takeNotifications(_ events: AsyncStream<NotificationStream.Event>.Continuation) -> Bool {
        guard let connection = unsafe handle.connection else { return false }
        let isOpen = takeInput()
        while let notification = unsafe PQnotifies(connection) {
            events.yield(
                .notification(
                    PostgresNotification(
                        channel: unsafe String(cString: notification.pointee.relname),
                        payload: unsafe String(cString: notification.pointee.extra),
                        backendPID: unsafe notification.pointee.be_pid)))
            unsafe PQfreemem(notification)
        }
        return isOpen
    }
}
