internal import Communications
internal import Delivery
internal import EventLog
internal import OMSMessages
internal import Postgres
internal import Projection
internal import Schema

/// The OMS's own query and command about notifications, answered by herald: a service that offers them as contracts has
/// both the record and the means (message reference, section 9).
///
/// They are calls and no events: nothing is appended to the log. A resend is recorded like every action, with its user, and
/// a repetition of the call by the bus, known by its JSON-RPC id and what it asks for, repeats the answer alone.
///
/// Whoever may append may call them. The OMS that signs, and operators, see recipients whole and may name another one; a token
/// that only appends sees hints, as everywhere, and repeats to the same recipient alone.
struct NotificationContract: Sendable {
    enum Method: String, Sendable {
        case getNotifications = "magento.sales.order_management.get_notifications"
        case resendNotification = "magento.sales.order_management.resend_notification"

        init?(_ method: OMSMethod) {
            guard case .other(let text) = method, let known = Method(rawValue: text) else { return nil }
            self = known
        }
    }

    let pool: ConnectionPool
    let actions: (any CommunicationActing)?
    let policy: Policy
    let shards: Int

    /// Answers a call.
    /// - Parameters:
    ///   - params: the bytes of the call's parameters.
    ///   - disclosure: how much of persons the caller gets to see.
    func answer(
        _ method: Method, _ envelope: OMSEnvelope, params: ArraySlice<UInt8>, _ disclosure: Disclosure
    ) async -> RPCAnswer {
        do {
            guard let document = try? JSONDocument(Array(params)), document.root.kind == .object else {
                throw RPCError(code: RPCError.invalidParamsCode, message: "the parameters must be an object")
            }
            switch method {
            case .getNotifications:
                let sent = try await sent(document.root)
                return .notifications(sent.map { $0.disclosed(disclosure) }, id: envelope.rpcID)
            case .resendNotification:
                guard disclosure == .complete || document.root.text("recipient") == nil else {
                    throw RPCError(
                        code: RPCError.refusedCode,
                        message: "only the OMS that signs, or an operator, may name another recipient")
                }
                let made = try await resend(document.root, envelope)
                return .notification(made.disclosed(disclosure), id: envelope.rpcID)
            }
        } catch {
            return .error(RPCError(acting: error), id: envelope.rpcID)
        }
    }

    /// What customers were told about the orders of an id, oldest first.
    private func sent(_ params: JSONValue) async throws -> [OrderNotification] {
        guard let orderID = params.text("order_id") else { throw RPCError.missing("order_id") }
        let shard = ShardHash.shard(ofOrder: orderID, among: shards)
        let communications = try await CommunicationQueries(pool: pool).communications(ofOrder: orderID, shard: shard)
        let actors = try await actors(communications.compactMap(\.resendOf), shard: shard)
        return communications.compactMap { communication in
            OrderNotification(
                sent: communication, triggeredBy: actors[communication.id] ?? "herald",
                policy: policy.channel(communication.salesChannel))
        }.sorted { ($0.sentOn, $0.id) < ($1.sentOn, $1.id) }
    }

    private func actors(_ repeated: [PostgresUUID], shard: Int16) async throws -> [PostgresUUID: String] {
        guard !repeated.isEmpty else { return [:] }
        var parameters: Parameters = [shard]
        parameters.append(array: repeated)
        let bound = parameters
        return try await pool.withConnection { connection in
            var actors: [PostgresUUID: String] = [:]
            for row in try connection.query(SQL.actorsOfResends, bound) { actors[try row.uuid(0)] = try row.string(1) }
            return actors
        }
    }

    private func resend(_ params: JSONValue, _ envelope: OMSEnvelope) async throws -> OrderNotification {
        guard let text = params.text("notification_id") else { throw RPCError.missing("notification_id") }
        guard let id = PostgresUUID(text) else {
            throw RPCError(
                code: RPCError.invalidParamsCode,
                message: "notification_id is none of herald's; get_notifications gives them")
        }
        guard let actions else {
            throw RPCError(
                code: RPCError.unavailableCode, message: "this node does not act on communications; try again later")
        }
        let actor = params.text("user").map { "\($0.prefix(200)) (OMS)" } ?? "OMS"
        let result = try await actions.perform(
            .resend, on: id, to: params.text("recipient"),
            request: ActionRequest(
                actor: actor, reason: "resend_notification",
                idempotencyKey: envelope.rpcID.map { "oms:" + $0.prefix(250) },
                digest: RequestDigest.of(["recipient": params.text("recipient"), "user": params.text("user")])))
        guard let made = result.resultID,
            let communication = try await CommunicationQueries(pool: pool).communication(made)
        else { throw ActionError.notFound(id) }
        return OrderNotification(
            requested: communication, triggeredBy: actor, policy: policy.channel(communication.salesChannel))
    }
}

extension OrderNotification {
    fileprivate func disclosed(_ disclosure: Disclosure) -> OrderNotification {
        var notification = self
        notification.recipient = disclosure.disclosed(recipient: recipient)
        return notification
    }
}

extension JSONValue {
    /// A text or number as text; nil when absent or empty.
    fileprivate func text(_ name: String) -> String? {
        let text = string(name) ?? int(name).map { String($0) }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension RPCError {
    fileprivate static func missing(_ name: String) -> RPCError {
        RPCError(code: invalidParamsCode, message: "\(name) is missing")
    }

    /// What a failed call answers.
    fileprivate init(acting error: any Error) {
        switch error {
        case let error as RPCError: self = error
        case ActionError.notFound, ActionError.invalidAddress:
            self.init(code: Self.invalidParamsCode, message: "\(error)")
        case let error as ActionError: self.init(code: Self.refusedCode, message: error.description)
        default:
            self.init(code: Self.unavailableCode, message: "the database cannot answer at the moment; try again later")
        }
    }
}
