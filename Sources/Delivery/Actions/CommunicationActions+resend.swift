import Communications
import InternetAddresses
import OMSMessages
import OrderModel
public import Postgres
import Projection
import Schema

extension CommunicationActions {
    /// Sends a communication once more: a new one, which names it, with a delivery over each channel of the policy.
    ///
    /// - Parameters:
    ///   - id: the communication to repeat.
    ///   - address: another e-mail address to send to; for payment exceptions one of the policy's desks.
    ///   - request: who, why, and the key that recognises a repeated request.
    /// - Returns: the result's `resultID` is the new communication.
    /// - Throws: ``ActionError``; ``Postgres/PostgresError``.
    public func resend(
        _ id: PostgresUUID, to address: String? = nil, _ request: ActionRequest
    ) async throws -> ActionResult {
        try await act(.resend, on: id, request) { communication, state, connection in
            let policy = policy(communication.salesChannel)
            let addressing = try addressing(communication, to: address, policy)
            try check(communication, addressing, state, policy)
            // To another address only mail can go; nothing else is told twice.
            let names = policy.deliveryChannels(for: addressing.kind).filter {
                address == nil || policy.reach(of: $0) == .email
            }
            let plan = DeliveryPlan(addressing, channels: names, policy: policy)
            // That a webhook hears of it does not mean that the customer does.
            guard address == nil ? policy.finds(addressing) : !plan.isEmpty else { throw ActionError.noRecipient }
            var repeated = communication
            repeated.key = try key(of: communication, request, connection)
            guard let newID = PostgresUUID(CommunicationKey.id(of: repeated.key)) else {
                throw ActionError.notFound(id)
            }
            repeated.id = newID
            let email: String? = if case .customer(_, let contact) = addressing { contact?.email } else { nil }
            try connection.execute(
                SQL.insertResend,
                [
                    communication.shard, communication.orderID, communication.id, repeated.id, repeated.key,
                    address == nil ? nil : email,
                ])
            try plan.insert(for: repeated, connection)
            return Effect(status: communication.status, result: repeated.id)
        }
    }

    /// Refuses what the guard at dispatch would stop, so that the person who asks hears it now.
    private func check(
        _ communication: StoredCommunication, _ addressing: Addressing, _ state: OrderState?, _ policy: ChannelPolicy
    ) throws {
        guard CommunicationAction.resend.makesSense(for: communication) else {
            throw ActionError.impossible(.resend, status: communication.status)
        }
        guard var decision = communication.decision(policy) else {
            throw ActionError.unknownKind(communication.kindName)
        }
        guard let state else { throw ActionError.orderUnreadable }
        decision.addressing = addressing
        let obstacle =
            communication.status == .suppressed
            ? Decision.obstacle(decision, state, policy: policy)
            : Decision.dispatchSuppression(decision, state, policy: policy).map(Disposition.suppressed)
        switch obstacle {
        case .suppressed(.sandbox): throw ActionError.sandbox
        case .suppressed(.recipientSuppressed): throw ActionError.recipientSuppressed
        case .suppressed(let reason): throw ActionError.overtaken(reason)
        case .held(let reason): throw ActionError.incomplete(reason)
        case .delegated, .pending, nil: return
        }
    }

    /// Whom the repetition goes to. Payment exceptions go to a desk of the policy, whatever was asked for.
    private func addressing(
        _ communication: StoredCommunication, to address: String?, _ policy: ChannelPolicy
    ) throws(ActionError) -> Addressing {
        guard let kind = communication.kind else { throw .unknownKind(communication.kindName) }
        let addressing = communication.addressing(kind, policy)
        var checked: EmailAddress?
        if let address {
            guard let email = EmailAddress(address) else { throw .invalidAddress }
            checked = email
        }
        switch addressing {
        case .customerService(let kind, let desks):
            guard let checked else { return addressing }
            let named = desks.filter { EmailAddress($0.address) == checked }
            guard !named.isEmpty else { throw .notADesk }
            return .customerService(kind, named)
        case .customer(let kind, let contact):
            var contact = contact
            if let checked {
                contact = CustomerContact(
                    email: checked.description, phone: contact?.phone, name: contact?.name,
                    source: contact?.source ?? .anyAddress)
            }
            return .customer(kind, contact)
        }
    }

    /// The key of a repetition: of the request's idempotency key, else of how many there were before. The lock on the
    /// repeated communication keeps the count right.
    private func key(
        of communication: StoredCommunication, _ request: ActionRequest, _ connection: isolated Connection
    ) throws -> String {
        var json = JSONWriter()
        json.beginArray()
        json.value("resend")
        json.value(communication.id.description)
        if let key = request.idempotencyKey {
            json.value(key)
        } else {
            let count = try connection.query(
                SQL.countResends, [communication.shard, communication.orderID, communication.id]
            ).only?.int(0)
            json.value((count ?? 0) + 1)
        }
        json.endArray()
        return json.text
    }
}
