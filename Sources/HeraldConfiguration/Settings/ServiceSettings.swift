/// The HTTP server.
public struct HTTPSettings: Hashable, Sendable {
    public var host = "127.0.0.1"
    /// 0 takes any free port.
    public var port = 8080
    /// Largest request body, in bytes; larger ones are answered with 413.
    public var maximumBody = 8 * 1024 * 1024
    /// Most event streams at the same time.
    public var maximumStreams = 50
    /// Most messages that a client of an event stream may be behind.
    public var maximumStreamBacklog = 100_000
    /// How long an event stream lasts.
    public var streamLifetime = Duration.seconds(3_600)
    /// Origins whose web pages may call the API from a browser.
    public var corsOrigins: [String] = []
}

/// The bus that messages come from.
public struct OMSSettings: Hashable, Sendable {
    /// Secrets that `X-Signature` may be made with; several during a rotation, none: signatures are not checked.
    public var secrets: [String] = []
}

/// Who may use the API.
public struct AuthSettings: Hashable, Sendable {
    public var tokens: [AccessToken] = []
    /// Whose tokens are accepted beside those.
    public var jwt = JWTSettings()
}

/// The pages for people.
public struct ConsoleSettings: Hashable, Sendable {
    /// How long a browser stays signed in.
    public var sessionLifetime = Duration.seconds(12 * 3_600)
    /// Whether browsers send the cookie over HTTPS alone.
    public var hasSecureCookies = false
}

/// The way of messages into the log.
public struct IngestSettings: Hashable, Sendable {
    /// Most messages that wait for a lane; more are answered with 503.
    public var queue = 8192
    /// Most writers at the same time, each with a connection of its own; little is written by one.
    public var lanes = 2
    /// Most messages in one append transaction.
    public var batch = 1000
}

/// The projection of the log into read models and communications.
public struct ProjectionSettings: Hashable, Sendable {
    public var workers = 2
    /// Most messages in one projection transaction.
    public var page = 1000
    /// How long an idle worker waits before it looks again without having been signalled.
    public var poll = Duration.milliseconds(250)
    /// How long a lease on shards lasts without renewal.
    public var lease = Duration.seconds(15)
}

/// The delivery of communications.
public struct DeliverySettings: Hashable, Sendable {
    /// Workers that claim side by side.
    public var workers = 2
    /// Most deliveries that a worker has claimed and not finished.
    public var batch = 50
    /// Most deliveries that a worker sends at the same time.
    public var concurrency = 8
    /// How long an idle worker waits before it looks again without having been signalled.
    public var poll = Duration.seconds(1)
    /// How long one try may take.
    public var sendTimeout = Duration.seconds(30)
    /// After this time the deliveries of a worker that died come back.
    public var claimTimeout = Duration.seconds(300)
    /// When a channel that does not work is left alone.
    public var breaker = Breaker()
    /// The share in percent by which a wait is made longer or shorter at random.
    public var retryJitter = 20
    /// The waits after the first, second, … failure; one more failure makes a dead letter.
    public var retrySchedule: [Duration] = [
        .seconds(5), .seconds(300), .seconds(1_800), .seconds(7_200), .seconds(18_000), .seconds(36_000),
        .seconds(50_400), .seconds(72_000), .seconds(86_400),
    ]
    /// Addresses, and domains whose addresses all are, to which samples may be sent.
    public var testRecipients: [String] = []

    /// When a channel, or an endpoint of one, that does not work is left alone, and when it is tried again.
    public struct Breaker: Hashable, Sendable {
        /// Failures one after the other that pause it; 0: none do.
        public var threshold = 5
        /// How long it is left alone the first time; doubled with each probe that fails.
        public var interval = Duration.seconds(10)
        public var maximumInterval = Duration.seconds(600)
    }
}

/// What is logged, and how.
public struct LogSettings: Hashable, Sendable {
    public var level = Level.info
    public var format = Format.auto

    /// The least severity that is logged.
    public enum Level: String, Hashable, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    /// How a log line is written.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// Text on a terminal, JSON elsewhere.
        case auto
        case text
        case json
    }
}
