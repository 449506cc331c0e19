/// How the HTTP server listens, whom it lets in, and where its limits are.
public struct ServerSettings: Sendable {
    /// A part of what the server answers; health and metrics are always there.
    public enum Part: Hashable, Sendable, CaseIterable {
        /// `/oms` and `/oms/import`.
        case ingest
        /// `/api/v1`, and the console.
        case api
    }

    /// The address to listen on. Default 127.0.0.1.
    public var host: String
    /// 0 takes any free port. Default 8080.
    public var port: Int
    public var parts: Set<Part>
    /// Herald's version, shown by the console and in the API's description.
    public var version: String

    /// Secrets that `X-Signature` may be made with; several during a rotation, none: signatures are not checked.
    public var signatureSecrets: [String] = []
    /// Tokens from configuration, beside those in the database.
    public var tokens: [ConfiguredToken] = []

    /// Origins whose web pages may call the API from a browser, as browsers write them. Default none.
    public var corsOrigins: [String] = []

    /// Largest request body in bytes. Default 8 MiB.
    public var maximumBody = 8 << 20
    /// Most messages of one JSON-RPC batch. Default 1000.
    public var maximumBatch = 1000
    /// Most bytes of large request bodies held at the same time. Default 128 MiB.
    public var maximumBodiesInFlight = 128 << 20
    /// Most imports at the same time. Default 2.
    public var maximumImports = 2
    /// Most event streams at the same time. Default 50.
    public var maximumStreams = 50
    /// Most messages that a client of an event stream may be behind. Default 100,000.
    public var maximumStreamBacklog = 100_000
    /// The longest time that an event stream sends nothing. Default 15 s.
    public var streamHeartbeat = Duration.seconds(15)
    /// How long an event stream lasts; its client then goes on in a new one. Default 1 hour.
    public var streamLifetime = Duration.seconds(3_600)
    /// Most connections; further ones wait in the backlog. Default 1024.
    public var maximumConnections = 1024
    /// Largest head of a request in bytes, all headers together. Default 32 KiB.
    public var maximumHead = 32 << 10
    /// A connection without a request for so long is closed; so is one whose request stops coming. Default 60 s.
    public var idleTimeout = Duration.seconds(60)
    /// A body must arrive within this time, and one second more for every ``minimumBodyRate`` bytes. Default 30 s.
    public var bodyTimeout = Duration.seconds(30)
    /// In bytes a second. Default 16 KiB.
    public var minimumBodyRate = 16 << 10
    /// How long requests may still run after the server was told to stop. Default 20 s.
    public var shutdownLimit = Duration.seconds(20)
    /// What `Retry-After` says when the server is overloaded or the database away, in seconds. Default 2.
    public var retryAfter = 2
    /// A projection whose oldest waiting message is older, and that did not advance for as long, is stuck. Default 60 s.
    public var stuckAfter = Duration.seconds(60)
    /// How often the console notes how far log and read models are, to draw it. Default 60 s.
    public var historyInterval = Duration.seconds(60)
    /// How often tokens are read from the database again: a revoked one works no longer than this. Default 5 s.
    public var tokenRefresh = Duration.seconds(5)
    /// How long a browser stays signed in to the console. Default 12 hours.
    public var sessionLifetime = Duration.seconds(12 * 3600)
    /// Whether browsers send the console's cookie over HTTPS alone: where TLS stands in front. Default false.
    public var hasSecureCookies = false

    public init(
        host: String = "127.0.0.1", port: Int = 8080, parts: Set<Part> = Set(Part.allCases), version: String = "dev"
    ) {
        self.host = host
        self.port = port
        self.parts = parts
        self.version = version
    }
}
