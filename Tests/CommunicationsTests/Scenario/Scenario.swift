import Communications
import OMSMessages
import OrderModel
import Testing

/// Starts a scenario with messages that arrived before.
func given(_ messages: Wire..., policy: ChannelPolicy = ChannelPolicy()) throws -> Scenario {
    try Scenario(messages, policy: Policy(others: policy))
}

/// Starts a scenario under the policy of a whole merchant.
func given(_ messages: [Wire], policy: Policy) throws -> Scenario { try Scenario(messages, policy: policy) }

/// Starts a scenario in which nothing has happened.
func givenNothing(policy: ChannelPolicy = ChannelPolicy()) throws -> Scenario {
    try Scenario([], policy: Policy(others: policy))
}

/// Given messages, when a message comes, then transitions and communications: the vocabulary of the domain's tests.
struct Scenario {
    private(set) var shop: Shop
    /// What the last `when` came to.
    private(set) var effect = Shop.Effect(steps: [], decided: [])

    init(_ messages: [Wire], policy: Policy) throws {
        shop = Shop(policy: policy)
        for message in messages { try shop.receive(message) }
    }

    /// The message that the test is about. May be said several times: each adds to what came before.
    func when(_ messages: Wire..., at time: String = feb(10, "12:00"), isHistorical: Bool = false) throws -> Scenario {
        var next = self
        next.effect = Shop.Effect(steps: [], decided: [])
        for message in messages {
            let effect = try next.shop.receive(message, at: time, isHistorical: isHistorical)
            next.effect.steps += effect.steps
            next.effect.decided += effect.decided
        }
        return next
    }

    /// Kinds are active only from a position on.
    func activating(_ kind: Kind, from position: Int64) -> Scenario {
        var next = self
        next.shop.activation[kind] = position
        return next
    }

    /// What the last message must have led to.
    /// - Parameters:
    ///   - transitions: those that trigger communications, in order; nil: not looked at.
    ///   - communications: those decided, or decided again, by the message, in any order.
    @discardableResult
    func then(
        transitions: [Transition]? = nil, _ communications: Told..., sourceLocation: SourceLocation = #_sourceLocation
    ) -> Scenario {
        if let transitions {
            #expect(effect.transitions.filter(\.isTrigger) == transitions, sourceLocation: sourceLocation)
        }
        let decided = effect.decided.map { Told(kind: $0.kind, $0.disposition) }
        #expect(
            decided.map(\.description).sorted() == communications.map(\.description).sorted(),
            sourceLocation: sourceLocation)
        #expect(shop.repeatedKeys.isEmpty, sourceLocation: sourceLocation)
        return self
    }

    /// The last message tells nobody anything.
    @discardableResult
    func thenNothing(sourceLocation: SourceLocation = #_sourceLocation) -> Scenario {
        then(transitions: [], sourceLocation: sourceLocation)
    }

    // MARK: Looking closer

    var order: OrderState { shop.order }

    /// The only communication of a kind, as it stands now.
    func told(_ kind: Kind, sourceLocation: SourceLocation = #_sourceLocation) throws -> Communication {
        let all = shop.communications(kind)
        #expect(all.count == 1, "\(kind.name)", sourceLocation: sourceLocation)
        return try #require(all.first, sourceLocation: sourceLocation)
    }

    func told(_ kind: CustomerKind, sourceLocation: SourceLocation = #_sourceLocation) throws -> Communication {
        try told(.customer(kind), sourceLocation: sourceLocation)
    }

    /// All communications of a kind, oldest first.
    func all(_ kind: CustomerKind) -> [Communication] { shop.communications(.customer(kind)) }

    func all(_ kind: CustomerServiceKind) -> [Communication] { shop.communications(.customerService(kind)) }

    /// The guard at dispatch of the only communication of a kind.
    func dispatchGuard(
        _ kind: Kind, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> SuppressionReason? {
        try shop.guardReason(told(kind, sourceLocation: sourceLocation))
    }
}

/// A kind and what was decided about it.
struct Told: Hashable, CustomStringConvertible {
    var kind: Kind
    var disposition: Disposition

    init(kind: Kind, _ disposition: Disposition) {
        self.kind = kind
        self.disposition = disposition
    }

    static func pending(_ kind: CustomerKind) -> Told { Told(kind: .customer(kind), .pending) }
    static func pending(_ kind: CustomerServiceKind) -> Told { Told(kind: .customerService(kind), .pending) }
    static func delegated(_ kind: CustomerKind) -> Told { Told(kind: .customer(kind), .delegated) }
    static func held(_ kind: CustomerKind, _ reason: HoldReason) -> Told { Told(kind: .customer(kind), .held(reason)) }
    static func suppressed(_ kind: CustomerKind, _ reason: SuppressionReason) -> Told {
        Told(kind: .customer(kind), .suppressed(reason))
    }
    static func suppressed(_ kind: CustomerServiceKind, _ reason: SuppressionReason) -> Told {
        Told(kind: .customerService(kind), .suppressed(reason))
    }

    var description: String { "\(kind.name): \(disposition.status) \(disposition.reason)" }
}

extension Transition {
    /// Whether it triggers a communication; the others only tell the story.
    var isTrigger: Bool {
        switch self {
        case .orderPlaced, .shipmentHandedOver, .errorRunBegan, .orderCancelled, .returnAuthorized, .returnReceived,
            .refundStarted:
            true
        case .statusChanged, .linesShipped, .linesCancelled, .testOrderRecognized, .returnStatusChanged,
            .refundStatusChanged:
            false
        }
    }
}

extension Communication {
    /// A captured fact as JSON.
    func fact(_ name: String) throws -> JSONValue {
        try #require(JSONDocument(facts).root[name], "no fact \(name)")
    }
}
