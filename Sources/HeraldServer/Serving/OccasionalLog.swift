internal import Logging
internal import Synchronization

/// Logs what would otherwise be logged thousands of times a second.
final class OccasionalLog: Sendable {
    private let logger: Logger
    private let pause: Duration
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    init(_ logger: Logger, pause: Duration = .seconds(5)) {
        self.logger = logger
        self.pause = pause
    }

    /// Logs a warning, unless there was one a short time ago.
    func warn(_ message: @autoclosure () -> String) {
        let isDue = last.withLock { last in
            let now = ContinuousClock.now
            if let last, last.duration(to: now) < pause { return false }
            last = now
            return true
        }
        if isDue { logger.warning("\(message())") }
    }
}
