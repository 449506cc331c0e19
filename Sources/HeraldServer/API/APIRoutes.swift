internal import Delivery
internal import HTTPTypes
internal import Projection

/// The routes below `/api/v1`.
struct APIRoutes {
    let orders: OrderEndpoints
    let communications: CommunicationEndpoints
    let actions: ActionEndpoints
    let operations: OperationEndpoints
    let channels: ChannelEndpoints
    let failedDeliveries: FailedDeliveryEndpoints
    let stream: EventStreamEndpoint
    let audit: AuditEndpoint

    var all: [Route] {
        orderRoutes + communicationRoutes + actionRoutes + [streamRoute] + operationRoutes + channelRoutes
            + failedDeliveryRoutes
    }

    private static let order: [Parameter] = [
        .path("channel", .text, "The sales channel.", example: "NORTHQUAY_DE"),
        .path("order", .text, "The order's id, percent-encoded.", example: "NQ-20731"),
    ]
    private static let asOf = Parameter.query(
        "as_of", .timeOrPosition, "As it was then: a time of receipt, or a position in the order's shard.")
    static let span: [Parameter] = [
        .query("since", .time, "At or after."), .query("until", .time, "Before."),
    ]
    /// What every body has that asks for an action.
    static let actionMembers: [BodyMember] = [
        .required("reason", .text, "Why, in your words."),
        .optional("actor", .text, "Who asks, where it is not the bearer of the token."),
    ]
    static let idempotencyKey = Parameter.header(
        "Idempotency-Key", .shortText(maximum: ActionBody.maximumKey),
        "Repeating a request with the same key repeats the answer alone; with another body it is refused.")
    private static let id = Parameter.path(
        "id", .uuid, "The communication's id.", example: "5d7c2e90-0b1f-5a64-9c1e-3f6f2f0f6a11")

    static func get(
        _ path: String, operation: String, _ summary: String, _ answer: String, _ schema: JSONSchema?,
        parameters: [Parameter], _ handle: @escaping @Sendable (Call) async throws -> Answer
    ) -> Route {
        Route(
            .get, "/api/v1" + path, .role(.viewer), operation: operation, summary,
            answer: (200, Answer.jsonType, answer), handle: handle
        ).with {
            $0.parameters = parameters
            $0.schema = schema
            if !$0.pattern.parameters.isEmpty { $0.problems.append(.notFound) }
        }
    }

    private var orderRoutes: [Route] {
        [
            Self.get(
                "/orders", operation: "listOrders", "Orders, newest first.", "A page of orders.",
                Component.page("orders", of: .orderSummary),
                parameters: [
                    .query("channel", .text, "Of this sales channel."),
                    .query("status", .text, "With this status, as the OMS spells it."),
                    .query("email", .text, "Of this customer; not for the role 'viewer'."),
                    .query(
                        "q", .text,
                        "Found by this, best match first: order id or its beginning, e-mail (not for the role 'viewer'), RMA, credit note, "
                            + "tracking number."
                    ),
                ] + Self.span + Parameter.page, orders.list),
            Self.get(
                "/orders/{channel}/{order}", operation: "getOrder", "One order.", "The order's read model.",
                .component(.order),
                parameters: Self.order + [Self.asOf], orders.order
            ).with { $0.isTagged = true },
            Self.get(
                "/orders/{channel}/{order}/timeline", operation: "getTimeline",
                "What happened to an order: messages, transitions and communications, oldest first.", "The timeline.",
                .component(.timeline),
                parameters: Self.order + [Self.asOf], orders.timeline),
            Self.get(
                "/orders/{channel}/{order}/messages", operation: "listMessages",
                "The messages of an order as they came, oldest first.", "A page of messages.",
                Component.page("messages", of: .message),
                parameters: Self.order + Parameter.page, orders.messages),
            Self.get(
                "/returns/{channel}/{order}/{return}", operation: "getReturn", "One return of an order.",
                "The return's read model.", .component(.returned),
                parameters: Self.order + [
                    .path("return", .text, "The return's id or RMA.", example: "RMA-NQ-20731-1"), Self.asOf,
                ],
                orders.return
            ).with { $0.isTagged = true },
        ]
    }

    private var communicationRoutes: [Route] {
        [
            Self.get(
                "/communications", operation: "listCommunications", "Communications, newest decision first.",
                "A page of communications.", Component.page("communications", of: .communication),
                parameters: CommunicationFilter.parameters + Parameter.page, communications.list),
            Self.get(
                "/communications/{id}", operation: "getCommunication", "One communication.", "The communication.",
                .component(.communication),
                parameters: [Self.id], communications.one
            ).with { $0.isTagged = true },
            Self.get(
                "/communications/{id}/content", operation: "getContent", "What was sent, byte for byte.",
                "The stored bytes.", .any("{}"),
                parameters: [Self.id, .query("as", .oneOf(Words.contentParts), "Which part; html by default.")],
                communications.content
            ).with {
                $0.answer.contentType = "text/html"
                $0.otherContentTypes = ["text/plain", "message/rfc822", Answer.jsonType]
                // What a mail says to a person is as personal as where it goes.
                $0.access = .role(.agent)
                $0.isTagged = true
            },
            Self.get(
                "/communications/{id}/attempts", operation: "listAttempts",
                "The attempts to deliver a communication, oldest first.", "The attempts.",
                Component.list("attempts", of: .attempt), parameters: [Self.id],
                communications.attempts),
            Self.get(
                "/communications/{id}/explain", operation: "explainCommunication",
                "Why a communication was, or was not, sent: messages, checks, policy, attempts.", "The explanation.",
                .component(.explanation),
                parameters: [Self.id], communications.explain),
        ]
    }

    private var actionRoutes: [Route] {
        let summaries: [CommunicationAction: String] = [
            .resend: "Sends a communication once more, as a new one.", .retry: "Tries failed deliveries again.",
            .dismiss: "Decides not to send a communication.",
            .acknowledge: "Says that the shop's frontend has sent a communication.",
        ]
        return CommunicationAction.allCases.map { action in
            Route(
                .post, "/api/v1/communications/{id}/" + action.rawValue, .role(.agent),
                operation: action.rawValue + "Communication", summaries[action] ?? "",
                answer: (200, Answer.jsonType, "What came of it.")
            ) { [actions] call in try await actions.perform(action, call) }
            .with {
                $0.parameters = [Self.id, Self.idempotencyKey]
                $0.bodyType = Answer.jsonType
                $0.bodyMembers = Self.actionMembers
                $0.schema = .component(.actionResult)
                if action == .resend { $0.bodyMembers.append(.optional("to", .email, "Another address to send to.")) }
                $0.problems = [.invalidBody, .notFound, .conflict, .refused, .keyReused, .bodyTooLarge]
            }
        }
    }

    private var streamRoute: Route {
        Self.get(
            "/stream", operation: "streamEvents",
            "Transitions and communications as they happen, as server-sent events; reconnecting goes on where it ended.",
            "Events `transition` and `communication`, with a line of JSON each.", nil,
            parameters: [
                .query("channel", .text, "Of this sales channel."), .query("order", .text, "Of this order id."),
                .query("kind", .oneOf(Words.kinds), "Communications of this kind alone."),
                .header("Last-Event-ID", .text, "The last id that was received: what follows it is sent."),
            ], stream.answer
        ).with {
            $0.answer.contentType = EventStreamEndpoint.contentType
            $0.problems = [.notFound, .gone]
        }
    }

    private var operationRoutes: [Route] {
        [
            Self.get(
                "/audit", operation: "listAudit", "What people did: who, what, when and why; newest first.",
                "A page of actions.", Component.page("actions", of: .auditEntry),
                parameters: [
                    .query("action", .oneOf(AuditEntry.actions), "This action alone."),
                    .query("actor", .text, "By this one, as it is recorded."),
                    .query("order", .text, "About the order with this id as a whole."),
                ] + Self.span + Parameter.page, audit.list
            ).with { $0.access = .role(.operator) },
            Self.get(
                "/projections", operation: "getProjections",
                "How far the projection of every shard is, who works on it, and the generations of the read models.",
                "Shards and generations.", .component(.projections), parameters: [], operations.projections),
            Self.get(
                "/dead-letters", operation: "listDeadLetters",
                "What stands still until a person decides: parked orders, messages set aside, failed deliveries.",
                "A page of them.", Component.page("dead_letters", of: .deadLetter),
                parameters: [
                    .query("type", .oneOf(DeadLetters.allCases.map(\.rawValue)), "Of this type alone.")
                ] + Parameter.page
            ) { [operations] call in try await DeadLetters.answer(call, operations.pool) },
            Self.get(
                "/deliveries", operation: "listDeliveries", "Deliveries, newest first.", "A page of deliveries.",
                Component.page("deliveries", of: .listedDelivery),
                parameters: [
                    .query("status", .oneOf(Words.deliveryStatuses), "With this status."),
                    .query("delivery_channel", .text, "Over this delivery channel."),
                    .query("kind", .oneOf(Words.kinds), "Of communications of this kind."),
                ] + Self.span + Parameter.page, operations.deliveries),
        ]
    }
}
