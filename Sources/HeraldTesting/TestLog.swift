public import Logging

/// Loggers for tests: only what is wrong is printed.
public enum TestLog {
    /// A logger that prints warnings and errors.
    public static let quiet: Logger = {
        var logger = Logger(label: "test", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .error
        return logger
    }()
}
