/// Where and how to connect.
public struct ConnectionConfiguration: Sendable {
    /// Any libpq URI or `keyword=value` string; every option of libpq passes through, TLS and several hosts included.
    public var uri: String
    /// Shown in `pg_stat_activity`; an `application_name` in `uri` wins.
    public var applicationName: String
    /// For each host tried, in whole seconds and at least 2 (libpq's minimum); a `connect_timeout` in `uri` wins.
    public var connectTimeout: Duration
    /// Server settings of the session, such as `statement_timeout`.
    public var settings: [String: String]
    /// How many prepared statements a connection keeps; the least recently used goes first.
    public var preparedStatementLimit: Int

    public init(
        uri: String, applicationName: String = "herald", connectTimeout: Duration = .seconds(5),
        settings: [String: String] = [:], preparedStatementLimit: Int = 256
    ) {
        self.uri = uri
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.settings = settings
        self.preparedStatementLimit = max(1, preparedStatementLimit)
    }
}
