// The keys of the channels for text messages and chat.
extension ConfigurationKey {
    static let textMessage: [ConfigurationKey] = [
        ConfigurationKey(
            "channels.text_message.account", .optional(.identifier), \.channels.textMessage.account,
            "Account at the provider of text messages; none: there is no such channel."),
        ConfigurationKey(
            "channels.text_message.url", .baseURL, \.channels.textMessage.url,
            "Where the provider's interface begins, which is like Twilio's."),
        ConfigurationKey(
            "channels.text_message.username", .optional(.text), \.channels.textMessage.user,
            "User of Basic authentication, such as an API key; none: the account."),
        ConfigurationKey(
            "channels.text_message.password", .optional(.secret), \.channels.textMessage.password, isSecret: true,
            "Password of that user."),
        ConfigurationKey(
            "channels.text_message.sender", .optional(.text), \.channels.textMessage.sender,
            "Number or name that messages come from, or the id of a messaging service (MG…)."),
        ConfigurationKey(
            "channels.text_message.maximum_segments", .integer(1...10), \.channels.textMessage.maximumSegments,
            unit: "segments", "Most segments of a message; a longer text is cut."),
        ConfigurationKey(
            "channels.text_message.rate_limit", .integer(0...100_000), \.channels.textMessage.rateLimit,
            unit: "deliveries a second",
            "Most deliveries a second that this node sends over the channel; 0: no limit."),
        ConfigurationKey(
            "channels.text_message.connect_timeout", timeouts, \.channels.textMessage.connectTimeout,
            "How long resolving, connecting and agreeing on TLS may take."),
        ConfigurationKey(
            "channels.text_message.timeout", timeouts, \.channels.textMessage.timeout,
            "How long one message may take, connecting included; less than delivery.send_timeout."),
    ]

    static let chat: [ConfigurationKey] = [
        ConfigurationKey(
            "channels.chat.allow_http", .flag, \.channels.chat.allowsPlainText,
            "Whether endpoints may have http:// URLs."),
        ConfigurationKey(
            "channels.chat.allowed_networks", .list(of: .network), \.channels.chat.allowedNetworks,
            "Private networks that endpoints may be in; every other address that is not public is refused."),
        ConfigurationKey(
            "channels.chat.rate_limit", .integer(0...100_000), \.channels.chat.rateLimit, unit: "deliveries a second",
            "Most deliveries a second that this node sends over the channel; 0: no limit."),
        ConfigurationKey(
            "channels.chat.connect_timeout", timeouts, \.channels.chat.connectTimeout,
            "How long resolving, connecting and agreeing on TLS may take."),
        ConfigurationKey(
            "channels.chat.timeout", timeouts, \.channels.chat.timeout,
            "How long one message may take, connecting included; less than delivery.send_timeout."),
    ]

    static let chatEndpoint: [ConfigurationKey] = [
        ConfigurationKey(
            chat: "url", .optional(.endpointURL), \.url, isSecret: true,
            "URL of an incoming webhook of a chat; delivery rows show its name instead."),
        ConfigurationKey(
            chat: "sales_channels", .list(of: .text), \.salesChannels,
            "Sales channels whose communications the endpoint gets; none: all."),
    ]

    /// A key of a chat, which the user names.
    private init<Value>(
        chat name: String, _ codec: Codec<Value>, _ path: any WritableKeyPath<ChatSettings.Endpoint, Value> & Sendable,
        isSecret: Bool = false, _ documentation: String
    ) {
        self.init(
            pattern: KeyPattern("channels.chat.endpoints.ENDPOINT." + name), type: codec.type, allowed: codec.allowed,
            unit: nil, defaultValue: codec.show(ChatSettings.Endpoint()[keyPath: path]), isSecret: isSecret,
            documentation: documentation
        ) { settings, raw, names throws(Mismatch) in
            let value = try codec.read(raw)
            settings.channels.chat.endpoints[names[0], default: ChatSettings.Endpoint()][keyPath: path] = value
            return codec.show(value)
        }
    }
}
