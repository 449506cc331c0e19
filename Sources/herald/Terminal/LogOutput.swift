import Glibc
import HeraldConfiguration
import Logging
import OMSMessages
import Synchronization

/// Writes log lines to standard error: text for a person at a terminal, JSON for everything else.
struct LogOutput: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let isJSON: Bool

    /// Sets up logging for the process and returns its logger.
    ///
    /// A command that is not the service speaks through its own output; it logs only what goes wrong.
    static func bootstrap(_ settings: LogSettings, isService: Bool) -> Logger {
        let isJSON =
            switch settings.format {
            case .json: true
            case .text: false
            case .auto: isatty(STDERR_FILENO) == 0
            }
        let configured = Logger.Level(rawValue: settings.level.rawValue) ?? .info
        let level = isService ? configured : max(configured, .warning)
        var logger = Logger(label: "herald") { label in
            LogOutput(logLevel: level, label: label, isJSON: isJSON && isService)
        }
        logger.logLevel = level
        return logger
    }

    private init(logLevel: Logger.Level, label: String, isJSON: Bool) {
        self.logLevel = logLevel
        self.label = label
        self.isJSON = isJSON
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let now = Timestamp(microseconds: Node.now() / 1000 * 1000)
        var json = JSONWriter()
        if isJSON {
            json.object { json in
                json.member("time", now.rfc3339UTC)
                json.member("level", event.level.rawValue)
                json.member("message", event.message.description)
                for (key, value) in all { json.member(named: key, value.description) }
            }
        }
        let line =
            isJSON
            ? json.text
            : "\(now.rfc3339UTC) \(event.level.rawValue) \(event.message)"
                + all.map { " \($0.key)=\($0.value)" }.joined()
        LogOutput.write(line + "\n")
    }

    private static let output = Mutex(())

    private static func write(_ line: String) {
        // One write a line, so that lines of several threads do not mix.
        output.withLock { _ in
            var line = line
            line.withUTF8 { bytes in _ = unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
        }
    }
}
