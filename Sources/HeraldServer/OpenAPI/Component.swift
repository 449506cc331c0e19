/// The schemas that the description names: the things that answers are made of.
enum Component: String, CaseIterable, Sendable {
    case position = "Position"
    case orderSummary = "OrderSummary"
    case order = "Order"
    case line = "Line"
    case payment = "Payment"
    case address = "Address"
    case shipment = "Shipment"
    case package = "Package"
    case returned = "Return"
    case refund = "Refund"
    case message = "Message"
    case timeline = "Timeline"
    case communication = "Communication"
    case delivery = "Delivery"
    case listedDelivery = "ListedDelivery"
    case attempt = "Attempt"
    case explanation = "Explanation"
    case projections = "Projections"
    case deadLetter = "DeadLetter"
    case deadLetterGroup = "DeadLetterGroup"
    case deadLettersResult = "DeadLettersResult"
    case channel = "Channel"
    case channelResult = "ChannelResult"
    case auditEntry = "AuditEntry"
    case actionResult = "ActionResult"
    case rpcAnswer = "RPCAnswer"
    case importResult = "ImportResult"
    case problem = "Problem"

    var reference: String { "#/components/schemas/" + rawValue }

    var summary: String {
        switch self {
        case .position: "Where a message stands: positions count up without gaps in each shard."
        case .orderSummary: "An order in a list."
        case .order: "The read model of an order: what its messages came to."
        case .line: "A line of an order."
        case .payment: "A payment as the OMS tells of it; what it does not say is left out."
        case .address: "An address as the OMS tells of it; what it does not say is left out."
        case .shipment: "A shipment with its packages."
        case .package: "A package as the OMS tells of it; what it does not say is left out."
        case .returned: "The read model of a return: what was authorised, received, and in which condition."
        case .refund: "A refund; `refund_type` and `return_id` say where they come from."
        case .message: "A message as it came, with its place in the log."
        case .timeline: "What happened to an order: messages, transitions and communications, oldest first."
        case .communication: "Something worth telling, sent or not, with the reason."
        case .delivery: "A delivery of a communication over one channel to one recipient."
        case .listedDelivery: "A delivery in a list of many communications'."
        case .attempt: "One attempt at a delivery."
        case .explanation: "Why a communication was sent or not: cause, rule, checks, policy, attempts."
        case .projections: "How far the projection of every shard is, and the generations of the read models."
        case .deadLetter: "What stands still until a person decides: which members there are depends on `type`."
        case .deadLetterGroup: "Failed deliveries that have something in common; null is what was not asked for."
        case .deadLettersResult: "What settling failed deliveries came to."
        case .channel: "A delivery channel, or one endpoint of it."
        case .channelResult: "What pausing or resuming came to."
        case .auditEntry: "What somebody did: who, what, when and why."
        case .actionResult: "What an action on a communication came to."
        case .rpcAnswer: "A JSON-RPC 2.0 answer: `result` or `error`."
        case .importResult: "Counts, and the first lines that are no messages."
        case .problem: "RFC 9457 problem details."
        }
    }

    var schema: JSONSchema { .object(members) }

    private var members: [JSONSchema.Member] {
        switch self {
        case .position: [.init("shard", .integer(49)), .init("position", .integer(12))]
        case .orderSummary: Self.orderSummaryMembers
        case .order: Self.orderMembers
        case .line: Self.lineMembers
        case .payment: Self.paymentMembers
        case .address: Self.addressMembers
        case .shipment: Self.shipmentMembers
        case .package: Self.packageMembers
        case .returned: Self.returnMembers
        case .refund: Self.refundMembers
        case .message: Self.messageMembers
        case .timeline: Self.timelineMembers
        case .communication: Self.communicationMembers
        case .delivery: Self.deliveryMembers
        case .listedDelivery: Self.listedDeliveryMembers
        case .attempt: Self.attemptMembers
        case .explanation: Self.explanationMembers
        case .projections: Self.projectionsMembers
        case .deadLetter: Self.deadLetterMembers
        case .deadLetterGroup: Self.deadLetterGroupMembers
        case .deadLettersResult: Self.deadLettersResultMembers
        case .channel: Self.channelMembers
        case .channelResult: Self.channelResultMembers
        case .auditEntry: Self.auditEntryMembers
        case .actionResult: Self.actionResultMembers
        case .rpcAnswer: Self.rpcAnswerMembers
        case .importResult: Self.importResultMembers
        case .problem: Self.problemMembers
        }
    }

    /// A page of a list.
    static func page(_ name: String, of component: Component) -> JSONSchema {
        .object([
            .init(name, .list(of: .component(component))),
            .init("next", JSONSchema.text("WzEsMl0").orNull, "What `after` takes to go on; null at the end."),
        ])
    }

    /// A list that comes as a whole.
    static func list(_ name: String, of component: Component) -> JSONSchema {
        .object([.init(name, .list(of: .component(component)))])
    }
}
