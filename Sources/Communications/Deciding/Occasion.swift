public import OMSMessages
public import OrderModel

/// What a transition calls for, before policy has its say: one communication of one kind.
public struct Occasion: Hashable, Sendable {
    public var kind: Kind
    public var subject: Subject
    /// The number of the run of errors; payment exceptions only.
    public var occurrence: Int?
    public var occurredAt: Timestamp
    /// Something newer was known when the fact arrived.
    public var isSuperseded: Bool

    public init(
        kind: Kind, subject: Subject = Subject(), occurrence: Int? = nil, occurredAt: Timestamp,
        isSuperseded: Bool = false
    ) {
        self.kind = kind
        self.subject = subject
        self.occurrence = occurrence
        self.occurredAt = occurredAt
        self.isSuperseded = isSuperseded
    }
}

extension Occasion {
    /// The occasions that one fold gives rise to, in the order of the decision table.
    ///
    /// - Parameters:
    ///   - fold: the transitions, and what the order was before.
    ///   - state: the order after the fold.
    ///   - entry: the message, for the date of the fact.
    ///   - policy: which payment errors count.
    public static func occasions(
        in fold: FamilyStep.Fold, _ state: OrderState, entry: LogEntry, policy: ChannelPolicy
    ) -> [Occasion] {
        let date = factDate(of: entry)
        var found: [Occasion] = []
        var exceptions = Set<CustomerServiceKind>()
        for transition in fold.transitions {
            switch transition {
            case .orderPlaced: found.append(OrderConfirmation.occasion(state, at: date))
            case .shipmentHandedOver(let id):
                found.append(ShipmentConfirmation.occasion(shipmentID: id, state, at: date))
            case .errorRunBegan(let reason, _, let isStale):
                // One kind may have several reasons; its occurrences are counted together, so once a message.
                guard let kind = policy.paymentException(reason: reason), exceptions.insert(kind).inserted else {
                    continue
                }
                found += PaymentException.occasions(
                    kind, fold.before, state, isStale: isStale, policy: policy, at: date)
            case .orderCancelled: found.append(OrderCancellation.occasion(state, at: date))
            case .returnAuthorized(let id, let lines, let isStale):
                found.append(
                    ReturnAuthorized.occasion(
                        returnID: id, lines: lines, state, isStale: isStale, policy: policy, at: date))
            case .returnReceived(let id, let lines):
                found.append(ReturnReceived.occasion(returnID: id, lines: lines, at: date))
            case .refundStarted(let id): found.append(RefundTriggered.occasion(refundID: id, state, at: date))
            case .statusChanged, .linesShipped, .linesCancelled, .testOrderRecognized, .returnStatusChanged,
                .refundStatusChanged:
                continue
            }
        }
        return found
    }

    /// The same, by the policy of the decision that follows.
    public static func occasions(
        in fold: FamilyStep.Fold, _ state: OrderState, entry: LogEntry, _ context: DecisionContext
    ) -> [Occasion] {
        occasions(in: fold, state, entry: entry, policy: context.policy)
    }

    /// The date of the fact: the struct's own status date, the shipment's, the origin's, else the receipt.
    ///
    /// Source: decision table, section 4 (`occurred_at`).
    static func factDate(of entry: LogEntry) -> Timestamp {
        let stated: Timestamp? =
            switch entry.message.payload {
            case .order(let order): order.statusDate ?? order.originDate
            case .shipment(let shipment):
                shipment.shipmentDate ?? shipment.items.compactMap(\.statusDate).max()
            case .returnUpdated(let update), .returnReceived(let update): update.statusDate ?? update.originDate
            case .refund(let refund): refund.statusDate ?? refund.creditNoteDate
            case .lineCancelled, .other: nil
            }
        return stated ?? entry.receivedAt
    }
}
