/// The channel that sends text messages through a provider.
public struct TextMessageSettings: Hashable, Sendable {
    /// Where the provider's interface begins.
    public var url = "https://api.twilio.com"
    /// nil: there is no such channel.
    public var account: String?
    /// nil: the account itself.
    public var user: String?
    public var password: String?
    /// A number, a name, or the id of a messaging service.
    public var sender: String?
    /// Longer texts are cut.
    public var maximumSegments = 3
    /// Most deliveries a second of this node; 0: no limit.
    public var rateLimit = 0
    public var connectTimeout = Duration.seconds(5)
    /// How long one message may take, connecting included.
    public var timeout = Duration.seconds(25)
}

/// The channel that tells customer service in a chat.
public struct ChatSettings: Hashable, Sendable {
    /// By the names that delivery rows show.
    public var endpoints: [String: Endpoint] = [:]
    /// Whether endpoints may have `http` URLs.
    public var allowsPlainText = false
    /// Networks that may be connected to although they are private.
    public var allowedNetworks: [String] = []
    /// Most deliveries a second of this node; 0: no limit.
    public var rateLimit = 0
    public var connectTimeout = Duration.seconds(5)
    /// How long one message may take, connecting included.
    public var timeout = Duration.seconds(25)

    /// An incoming webhook of a chat.
    public struct Endpoint: Hashable, Sendable {
        /// Whoever knows it may write there.
        public var url: String?
        /// The sales channels whose communications it gets; none: all.
        public var salesChannels: [String] = []

        public init() {}
    }
}
