import Communications
import Delivery
import OMSMessages
import OrderModel
import Postgres
import Schema

@testable import Projection

/// One order as the projection sees it: messages are folded and decided, and what came of it is stored.
struct Story {
    static let shard: Int16 = 5
    let order: Shop.Order
    let policy: ChannelPolicy
    private(set) var family: OrderFamily
    private(set) var communications: [Communication] = []
    private var position: Int64 = 0

    init(_ order: Shop.Order = Shop.Order(), policy: ChannelPolicy = .service) {
        self.order = order
        self.policy = policy
        family = OrderFamily(orderID: order.id)
    }

    /// The message that leads to a kind, after ``Shop/snapshot(_:method:status:reason:minute:)``.
    static func messages(for kind: Kind, _ order: Shop.Order) -> [String] {
        switch kind {
        case .customer(.orderConfirmation): []
        case .customer(.shipmentConfirmation): [Shop.shipment(order)]
        case .customerService(.paymentAuthorizationFailed):
            [Shop.snapshot(order, method: "updated", status: "ERROR", reason: "VALIDATE_AUTH_FAIL", minute: 5)]
        case .customerService(.paymentCaptureFailed):
            [Shop.snapshot(order, method: "updated", status: "ERROR", reason: "CAPTUREFAILURE", minute: 5)]
        case .customer(.orderCancellation):
            [Shop.snapshot(order, method: "updated", status: "LOGISTICCOMPLETE", reason: "CANCELLED", minute: 5)]
        case .customer(.returnAuthorized): [Shop.returnRequested(order)]
        case .customer(.returnReceived): [Shop.returnRequested(order), Shop.returnReceived(order)]
        case .customer(.refundTriggered): [Shop.refund(order)]
        }
    }

    /// An order that has come to a communication of this kind.
    static func about(
        _ kind: Kind, _ order: Shop.Order = Shop.Order(), policy: ChannelPolicy = .service
    ) throws -> (Story, Communication) {
        var story = Story(order, policy: policy)
        try story.tell(Shop.snapshot(order))
        for message in messages(for: kind, order) { try story.tell(message) }
        guard let found = story.communications.last(where: { $0.kind == kind }) else {
            throw NoSuchCommunication(kind: kind)
        }
        return (story, found)
    }

    struct NoSuchCommunication: Error { let kind: Kind }

    /// Folds a message and decides.
    mutating func tell(_ json: String) throws {
        position += 1
        let bytes = Array(json.utf8)
        let message = try unsafe OMSMessageReader().message(from: bytes.span.bytes)
        let received = Timestamp(microseconds: 1_771_513_200_000_000 + position * 1_000_000)
        let entry = LogEntry(position: position, receivedAt: received, isHistorical: false, message: message)
        var rules = Policy()
        rules.others = policy
        var folds: [(fold: FamilyStep.Fold, state: OrderState)] = []
        family.apply(entry, rules: rules.channelRules) { _, outcome, family in
            if case .folded(let fold) = outcome { folds.append((fold, family.orders[fold.index])) }
        }
        for (fold, state) in folds {
            let context = DecisionContext(
                policy: policy, decidedAt: received, shard: Story.shard, position: position, messageID: "m-\(position)",
                isHistorical: false)
            for occasion in Occasion.occasions(in: fold, state, entry: entry, policy: policy) {
                communications.append(Decision.decide(occasion, state, context))
            }
        }
    }

    /// Stores the order's state alone.
    func saveState(_ pool: ConnectionPool) async throws {
        guard let state = family.order(Shop.channel) else { return }
        let binds = stateBinds(state)
        try await pool.withConnection { connection in _ = try connection.execute(SQL.saveOrders, binds) }
    }

    /// Stores the order's state and communications with their deliveries, as the projection does.
    func save(_ pool: ConnectionPool, only kinds: Set<Kind>? = nil) async throws {
        try await saveState(pool)
        for communication in communications where kinds?.contains(communication.kind) ?? true {
            let binds = binds(communication)
            try await pool.withConnection { connection in _ = try connection.execute(SQL.insertCommunications, binds) }
        }
    }

    private func stateBinds(_ state: OrderState) -> Parameters {
        var binds: Parameters = [[Story.shard], Int32(1)]
        binds.append(array: [state.orderID])
        binds.append(array: [state.salesChannel])
        binds.append(array: [position])
        binds.append(array: [state.isPlaced])
        binds.append(array: [state.facts.testOrder])
        binds.append(array: [state.status.status?.raw])
        binds.append(array: [state.status.reason?.raw])
        binds.append(array: [PostgresTimestamp(microsecondsSince1970: 1_770_141_600_000_000)])
        binds.append(array: [String?.none])
        binds.append(array: [String?.none])
        binds.append(array: [String(decoding: state.document, as: UTF8.self)])
        return binds
    }

    private func binds(_ communication: Communication) -> Parameters {
        var contact: CustomerContact?
        if case .customer(_, let known) = communication.addressing { contact = known }
        let deliveries =
            communication.disposition == .pending
            ? communication.deliveries.map { ($0.channel, $0.recipient) } : []
        let id = PostgresUUID(communication.id)!
        var binds: Parameters = [[Story.shard]]
        binds.append(array: [communication.orderID])
        binds.append(array: [id])
        binds.append(array: [communication.key])
        binds.append(array: [communication.kind.name])
        binds.append(array: [communication.kind.audience.rawValue])
        binds.append(array: [communication.salesChannel])
        binds.append(array: [communication.subject.refundID])
        binds.append(array: [communication.subject.returnID])
        binds.append(array: [communication.subject.shipmentID])
        binds.append(array: ["{" + communication.subject.lines.map(String.init).joined(separator: ",") + "}"])
        binds.append(array: [communication.occurrence.map { Int32($0) }])
        binds.append(array: [communication.refundType?.rawValue])
        binds.append(array: [communication.refundTypeSource?.rawValue])
        binds.append(array: [communication.returnLinkSource?.rawValue])
        binds.append(array: [communication.disposition.status.rawValue])
        binds.append(array: [communication.disposition.reason])
        binds.append(array: [communication.disposition.text])
        binds.append(array: [communication.position])
        binds.append(array: [communication.messageID])
        binds.append(array: [PostgresTimestamp(microsecondsSince1970: communication.occurredAt.microseconds)])
        binds.append(array: [PostgresTimestamp(microsecondsSince1970: communication.decidedAt.microseconds)])
        binds.append(
            array: [communication.dueAt.map { PostgresTimestamp(microsecondsSince1970: $0.microseconds) }])
        binds.append(array: [communication.locale])
        binds.append(array: [contact?.name])
        binds.append(array: [contact?.email])
        binds.append(array: [contact?.phone])
        binds.append(array: [contact?.source.rawValue])
        binds.append(array: [String(decoding: communication.facts, as: UTF8.self)])
        binds.append(array: deliveries.map { _ in id })
        binds.append(array: deliveries.map(\.0))
        binds.append(array: deliveries.map(\.1))
        return binds
    }
}

extension ChannelPolicy {
    /// A shop that lets herald send everything.
    static var service: ChannelPolicy {
        var policy = ChannelPolicy()
        policy.orderConfirmationOwner = .service
        policy.maxAge = 10_000 * 86_400
        policy.remorse.length = 30 * 86_400
        policy.shop.name = "North Quay"
        policy.shop.fromAddress = "shop@northquay.example"
        policy.shop.orderLink = "https://northquay.example/orders/{order}"
        policy.shop.shipmentLink = "https://northquay.example/orders/{order}/shipments/{shipment}"
        policy.shop.serviceLink = "https://desk.northquay.example/{channel}/{order}"
        policy.customerService = [CustomerServiceDesk(address: "desk@northquay.example")]
        return policy
    }
}

extension Communication {
    var uuid: PostgresUUID { PostgresUUID(id)! }

    /// As it would be read back.
    var stored: StoredCommunication { StoredCommunication(self)! }
}
