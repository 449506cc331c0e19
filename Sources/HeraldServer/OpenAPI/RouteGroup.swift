/// The subjects of operations, in the order in which people read them; tags in the description.
enum RouteGroup: String, CaseIterable, Sendable {
    case orders = "Orders"
    case communications = "Communications"
    case stream = "Events"
    case deliveries = "Deliveries and dead letters"
    case channels = "Delivery channels"
    case operations = "Projection and audit"
    case bus = "The bus"
    case machines = "Health and description"

    var summary: String {
        switch self {
        case .orders: "Read models of orders and returns, their timelines, and the messages as they came."
        case .communications: "What was worth telling, whether it was sent, why, and what agents may do about it."
        case .stream: "Transitions and communications as they happen."
        case .deliveries: "What is on its way, what failed for good, and what settles it."
        case .channels: "Which ways out work; pausing and resuming them."
        case .operations: "How far the projection is, and what people did."
        case .bus: "The endpoint of the OMS's bus, and the import of history."
        case .machines: "For load balancers, Prometheus and generators of clients."
        }
    }

    /// Names the group in a page's address.
    var anchor: String { "group-\(self)" }

    /// The group of a route, by its path.
    init(_ route: Route) {
        let parts = PathPattern.split(route.pattern.text[...])
        switch parts.count > 2 && parts[0] == "api" ? parts[2] : parts[0] {
        case "orders", "returns": self = .orders
        case "communications": self = .communications
        case "stream": self = .stream
        case "deliveries", "dead-letters": self = .deliveries
        case "channels": self = .channels
        case "projections", "audit": self = .operations
        case "oms": self = .bus
        default: self = .machines
        }
    }
}
