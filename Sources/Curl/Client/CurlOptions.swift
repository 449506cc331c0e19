public import InternetAddresses

/// The limits of a ``CurlClient``.
public struct CurlOptions: Hashable, Sendable {
    /// Transfers that run at the same time, each over a connection of its own; others wait. Default 8.
    public var maximumRunning: Int
    /// Transfers that may wait for their turn; one more is refused. Default 1,024.
    public var maximumWaiting: Int
    /// How long the thread and the open connections stay without work, for the next transfer. Default 30 s.
    public var idleTime: Duration
    /// How long resolving a name, connecting and agreeing on TLS may take. Default 5 s.
    public var connectTimeout: Duration
    /// How long a transfer may take from its start, connecting included. Default 25 s.
    public var timeout: Duration
    /// What an answer's body is cut to, in bytes; the rest is not read. Default 64 KiB.
    public var maximumAnswer: Int
    /// A file with certificates of the authorities to trust (PEM); nil: those of the system.
    public var authorities: String?
    /// Which addresses connections may go to.
    public var reach: AddressRule

    public init(
        maximumRunning: Int = 8, maximumWaiting: Int = 1_024, idleTime: Duration = .seconds(30),
        connectTimeout: Duration = .seconds(5), timeout: Duration = .seconds(25), maximumAnswer: Int = 65_536,
        authorities: String? = nil, reach: AddressRule = .everywhere
    ) {
        self.maximumRunning = max(1, maximumRunning)
        self.maximumWaiting = max(0, maximumWaiting)
        self.idleTime = idleTime
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maximumAnswer = max(0, maximumAnswer)
        self.authorities = authorities
        self.reach = reach
    }
}

/// Which addresses may be connected to. It is asked for every socket, after names were resolved, so that a name that
/// changes its address in between leads nowhere else.
public enum AddressRule: Hashable, Sendable {
    case everywhere
    /// Addresses of the open internet, and those of the networks named.
    case publicOr([IPNetwork])

    /// - Parameter address: nil for a socket that is neither IPv4 nor IPv6.
    func allows(_ address: IPAddress?) -> Bool {
        switch self {
        case .everywhere: true
        case .publicOr(let networks):
            address.map { address in address.isPublic || networks.contains { $0.contains(address) } } ?? false
        }
    }
}
