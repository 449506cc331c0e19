import Communications

// The one table of keys. Parsing, reports, documentation, the example file and errors are derived from it.
extension ConfigurationKey {
    /// Every key, in the order of reports and documentation.
    public static let all: [ConfigurationKey] = service + identity + node + channels + policy

    private static let service: [ConfigurationKey] = [
        ConfigurationKey(
            "database.url", .optional(.databaseURL), \.database.url, isSecret: true,
            "Database to use; none: herald creates and supervises a private PostgreSQL in data.dir."),
        ConfigurationKey(
            "database.pool.maximum", .integer(1...1000), \.database.pool.maximum, unit: "connections",
            "Most database connections of this process."),
        ConfigurationKey(
            "database.pool.wait_timeout", .duration(.milliseconds(1)...(.seconds(600))), \.database.pool.waitTimeout,
            "How long a task waits for a connection before it fails."),
        ConfigurationKey(
            "data.dir", .path, \.data.directory,
            "Folder of the embedded database, the mailbox channel and generated secrets."),
        ConfigurationKey(
            "http.host", .host, \.http.host,
            "Address to listen on; one that others can reach needs auth.tokens."),
        ConfigurationKey("http.port", .integer(0...65535), \.http.port, "Port to listen on; 0 takes any free one."),
        ConfigurationKey(
            "http.maximum_body", .size(1024...(1 << 30)), \.http.maximumBody, "Largest request body that is accepted."),
        ConfigurationKey(
            "http.maximum_streams", .integer(0...10_000), \.http.maximumStreams, unit: "connections",
            "Most event streams at the same time, of the API and again of the console; each looks into the database four times a second, one of the console twice as often."
        ),
        ConfigurationKey(
            "http.maximum_stream_backlog", .integer(1...10_000_000), \.http.maximumStreamBacklog, unit: "messages",
            "Most messages that a client of an event stream may be behind; then it has to begin anew."),
        ConfigurationKey(
            "http.stream_lifetime", .duration(.milliseconds(10)...(.seconds(86_400))), \.http.streamLifetime,
            "How long an event stream lasts; its client then reconnects and misses nothing, perhaps at another node."),
        ConfigurationKey(
            "http.cors_origins", .list(of: .origin, maximum: 100), \.http.corsOrigins,
            "Origins whose web pages may call the API from a browser, with a token; none: no page of another origin."),
        ConfigurationKey(
            "oms.secret", .list(of: .secret), \.oms.secrets, isSecret: true,
            "Secrets that X-Signature of a message may be made with, several during a rotation; none: not checked."),
        ConfigurationKey(
            "auth.tokens", .tokens, \.auth.tokens, isSecret: true,
            "Bearer tokens of the API by hash, each with a role and a name; none: loopback clients alone, unchecked."),
    ]

    private static let node: [ConfigurationKey] = [
        ConfigurationKey(
            "console.session_lifetime", .duration(.seconds(60)...(.seconds(90 * 86_400))), \.console.sessionLifetime,
            "How long a browser stays signed in to the console."),
        ConfigurationKey(
            "console.secure_cookies", .flag, \.console.hasSecureCookies,
            "Whether browsers send the console's cookie over HTTPS alone; true where TLS stands in front."),
        ConfigurationKey(
            "shards", .integer(1...4096), \.shards,
            "Number of shards; read by the first migration, then pinned in the database."),
        ConfigurationKey(
            "ingest.queue", .integer(1...1_000_000), \.ingest.queue, unit: "messages",
            "Most messages that wait to be appended; more are answered with 503."),
        ConfigurationKey(
            "ingest.lanes", .integer(1...64), \.ingest.lanes, unit: "writers",
            "Writers that append a backlog at the same time, each with a database connection."),
        ConfigurationKey(
            "ingest.batch", .integer(1...10_000), \.ingest.batch, unit: "messages",
            "Most messages in one append transaction."),
        ConfigurationKey(
            "projection.workers", .integer(1...256), \.projection.workers,
            "Workers that fold messages of this node's shards; one alone, as long as it keeps up."),
        ConfigurationKey(
            "projection.page", .integer(1...100_000), \.projection.page, unit: "messages",
            "Most messages in one projection transaction."),
        ConfigurationKey(
            "projection.poll", .duration(.milliseconds(1)...(.seconds(60))), \.projection.poll,
            "How long an idle projection worker waits before it looks again unasked, or helps one that is held up."),
        ConfigurationKey(
            "projection.lease", .duration(.seconds(1)...(.seconds(600))), \.projection.lease,
            "How long a node keeps its shards without a sign of life."),
        ConfigurationKey(
            "delivery.workers", .integer(1...64), \.delivery.workers,
            "Workers of this node that claim and send communications side by side."),
        ConfigurationKey(
            "delivery.batch", .integer(1...1000), \.delivery.batch, unit: "deliveries",
            "Most deliveries that a worker has claimed and not finished."),
        ConfigurationKey(
            "delivery.concurrency", .integer(1...1000), \.delivery.concurrency, unit: "deliveries",
            "Most deliveries that a worker sends at once; no more than delivery.batch and what each channel takes."),
        ConfigurationKey(
            "delivery.poll", .duration(.milliseconds(10)...(.seconds(600))), \.delivery.poll,
            "How long an idle delivery worker waits before it looks again unasked."),
        ConfigurationKey(
            "delivery.send_timeout", .duration(.seconds(1)...(.seconds(600))), \.delivery.sendTimeout,
            "How long one try of a delivery may take."),
        ConfigurationKey(
            "delivery.claim_timeout", .duration(.seconds(1)...(.seconds(86_400))), \.delivery.claimTimeout,
            "After this time the deliveries of a worker that died are taken up again; at least what a batch may take."),
        ConfigurationKey(
            "delivery.retry_schedule", .list(of: .duration(.milliseconds(10)...(.seconds(7 * 86_400))), maximum: 50),
            \.delivery.retrySchedule,
            "Waits after the first, second, ... failure of a delivery; one more failure makes a dead letter."),
        ConfigurationKey(
            "delivery.retry_jitter", .integer(0...100), \.delivery.retryJitter, unit: "percent",
            "Share by which each wait is made longer or shorter at random; what Retry-After asks for only longer."),
        ConfigurationKey(
            "delivery.breaker.threshold", .integer(0...1000), \.delivery.breaker.threshold, unit: "failures",
            "Failures of a channel or endpoint one after the other that make its deliveries wait; 0: none do."),
        ConfigurationKey(
            "delivery.breaker.interval", .duration(.milliseconds(100)...(.seconds(86_400))),
            \.delivery.breaker.interval,
            "How long nothing goes there before one delivery tries again; doubled with each try that fails."),
        ConfigurationKey(
            "delivery.breaker.maximum_interval", .duration(.milliseconds(100)...(.seconds(86_400))),
            \.delivery.breaker.maximumInterval, "The longest of these intervals."),
        ConfigurationKey(
            "delivery.test_recipients", .list(of: .testRecipient), \.delivery.testRecipients,
            "Addresses, domains, telephone numbers and endpoints that herald send-test may send to."),
        ConfigurationKey(
            "templates.dir", .optional(.path), \.templates.directory,
            "Folder of templates that replace built-in ones."),
        ConfigurationKey("log.level", .choice, \.log.level, "Least severity that is logged."),
        ConfigurationKey(
            "log.format", .choice, \.log.format, "How a log line is written; auto: text on a terminal, JSON elsewhere."),
        ConfigurationKey(
            "roles", .list(of: .choice, mayBeEmpty: false), \.roles, "What this node does."),
    ]

    private static let policy: [ConfigurationKey] =
        [
            ConfigurationKey(
                "policy.default_channel", .text, \.policy.defaultChannel,
                "Sales channel of orders whose snapshot names none.")
        ] + PolicyKey.all.map(\.ofDefaults) + [namedChannel] + PolicyKey.all.map(\.ofChannel)

    /// Naming a channel is a statement by itself: with one named channel, an order without channel belongs to it.
    private static let namedChannel = ConfigurationKey(
        pattern: KeyPattern("policy.channels.NAME"), type: "section", allowed: "a section", unit: nil,
        defaultValue: .section, isSecret: false,
        documentation: "Names a sales channel; it starts from policy.defaults and takes the same settings."
    ) { settings, raw, names throws(Mismatch) in
        guard raw == .null else { throw Mismatch(shown: raw.shape, allowed: "a section") }
        settings.policy.channels[names[0]] = settings.policy.channel(names[0])
        return .section
    }
}
