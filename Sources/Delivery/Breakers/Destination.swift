import Communications

/// What a breaker guards: a delivery channel, or one endpoint of a channel that has endpoints.
public struct Destination: Hashable, Sendable {
    /// The channel's name.
    public var channel: String
    /// The endpoint's name; nil: the channel as a whole.
    public var endpoint: String?

    public init(channel: String, endpoint: String? = nil) {
        self.channel = channel
        self.endpoint = endpoint
    }

    /// The endpoint as the database has it.
    var storedEndpoint: String { endpoint ?? "" }

    init(channel: String, storedEndpoint: String) {
        self.init(channel: channel, endpoint: storedEndpoint.isEmpty ? nil : storedEndpoint)
    }
}

extension Destination: CustomStringConvertible {
    public var description: String { endpoint.map { "\(channel)/\($0)" } ?? channel }
}

extension DeliveryChannel {
    /// What the breaker of a delivery guards: endpoints fail one by one, everything else as a whole.
    func destination(of recipient: String) -> Destination {
        if case .endpoints = reach {
            Destination(channel: name, endpoint: recipient)
        } else {
            Destination(channel: name)
        }
    }

    /// The channel as a whole, and its endpoints.
    public var destinations: [Destination] {
        var all = [Destination(channel: name)]
        if case .endpoints(let endpoints) = reach {
            all += endpoints.sorted().map { Destination(channel: name, endpoint: $0) }
        }
        return all
    }
}
