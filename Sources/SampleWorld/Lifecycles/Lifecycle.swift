/// What can happen to an order: every kind of communication, every hold and every suppression that messages alone can
/// cause, each under a name of its own.
///
/// The tables in the files beside this one say of each how often it happens, what it is, and what it should cause.
public enum Lifecycle: String, CaseIterable, Hashable, Sendable {
    // Shipments
    case singleParcel, splitOverSources, severalPackages, noTracking, deprecatedShipmentID, amendedShipment
    case shippedAfterComplete, backorder, preOrder, shipToStore, collectedInStore, preShipped, virtualOnly, bundle
    case giftWrap
    // Recipients
    case guestBlankReferences, noEmail, emailOnShipmentOnly, emailLearntLater
    // Payments
    case authorizationFailedRecovered, captureFailedRecovered, repeatedErrorSnapshots, twoErrorRuns
    case authorizationThenCaptureFailed, otherErrorReasons, errorNeverRecovered, staleErrorSnapshot
    // Cancellations
    case logisticsCompleteFullyCancelled, completeFullyCancelled, cancelledStatusAlone, cancelledThenComplete
    case cancelledStatusObject, everyLineCancelled, cancelledOneLine, cancelledLineRefunded, cancelledOrderRefunded
    case cancelledAfterShipment, cancelledAtFirstSight, rejectedForFraud, repeatedLineID
    // Returns
    case fullReturn, partialReceipt, severalReceipts, severalReturns, poorCondition, autoApproval,
        approvedWithoutReceipt
    case blindReturn, blindReturnApprovedLater, blindReturnRequestedLater, cancelledReturn, rejectedReturn
    case returnDuringLogistics, lateAuthorization
    // Refunds
    case refundTypeInferredReturn, refundTypeInferredCancellation, refundTypeAbsent, refundTypeUnknown
    case refundTypeLearntLater, returnLinkInferred, returnLinkAmbiguous, returnLinkMissing, offlineRefund
    case cancelledRefund, refundCancelledBeforeStart, appeasementOnShipping, mockRefund, refundWithoutCreditNote
    // Child orders
    case exchange, reshipment
    // Test orders
    case testOrder, testOrderKnownLater
    // Arrival
    case shipmentBeforeOrder, returnBeforeOrder, refundBeforeOrder, orderNeverSeen, updatedBeforeCreated
    case staleSnapshots, expiredShipment
    // Neighbouring events
    case reportedHistory, neighbouringEvents

    /// How often it happens, relative to the others.
    public var weight: Int { Self.rows[self]!.weight }

    /// One sentence about it.
    public var summary: String { Self.rows[self]!.summary }

    /// The communications it should cause in the plain world, when each message is decided at its own time, in the
    /// order of delivery, under the default policy, before anything is dispatched.
    ///
    /// `pending` stands for everything that is ready to be sent, also while an earlier one of the order is not finished.
    public var expectation: [Expectation] { Self.rows[self]!.expectation }

    /// One kind of communication with one fate.
    public struct Expectation: Hashable, Sendable {
        /// The kind, as `order_confirmation`.
        public var kind: String
        /// How many of them.
        public var count: ClosedRange<Int>
        /// `pending`, `delegated`, `held:REASON` or `suppressed:REASON`.
        public var disposition: String
        /// Whether it belongs to the exchange or reshipment order.
        public var isOfChild: Bool

        public init(kind: String, count: ClosedRange<Int> = 1...1, disposition: String, isOfChild: Bool = false) {
            self.kind = kind
            self.count = count
            self.disposition = disposition
            self.isOfChild = isOfChild
        }
    }

    /// One row of the table of lifecycles.
    struct Row: Sendable {
        var lifecycle: Lifecycle
        var weight: Int
        var summary: String
        var expectation: [Expectation]
        var tell: @Sendable (inout Story) -> Void

        init(
            _ lifecycle: Lifecycle, weight: Int = 4, _ summary: String, expects: [Expectation],
            tell: @escaping @Sendable (inout Story) -> Void
        ) {
            self.lifecycle = lifecycle
            self.weight = weight
            self.summary = summary
            self.expectation = expects
            self.tell = tell
        }
    }

    /// Every lifecycle's row.
    static let rows: [Lifecycle: Row] = Dictionary(
        uniqueKeysWithValues: (shipmentRows + recipientRows + paymentRows + cancellationRows + returnRows
            + blindReturnRows + refundRows + refundLinkRows + childRows + arrivalRows)
            .map { ($0.lifecycle, $0) })

    /// One entry per unit of weight: the composition of every stretch of orders of this length.
    static let deck: [Row] = allCases.flatMap { Array(repeating: rows[$0]!, count: rows[$0]!.weight) }
}

extension Lifecycle.Expectation {
    static let confirmation = Self(kind: "order_confirmation", disposition: "delegated")
    static func shipments(_ count: ClosedRange<Int> = 1...1, _ disposition: String = "pending") -> Self {
        Self(kind: "shipment_confirmation", count: count, disposition: disposition)
    }
    static func authorizationFailed(_ count: Int = 1, _ disposition: String = "pending") -> Self {
        Self(kind: "payment_authorization_failed", count: count...count, disposition: disposition)
    }
    static func captureFailed(_ count: Int = 1, _ disposition: String = "pending") -> Self {
        Self(kind: "payment_capture_failed", count: count...count, disposition: disposition)
    }
    static func cancellation(_ disposition: String = "pending") -> Self {
        Self(kind: "order_cancellation", disposition: disposition)
    }
    static func authorized(_ count: Int = 1, _ disposition: String = "pending") -> Self {
        Self(kind: "return_authorized", count: count...count, disposition: disposition)
    }
    static func received(_ count: Int = 1, _ disposition: String = "pending") -> Self {
        Self(kind: "return_received", count: count...count, disposition: disposition)
    }
    static func refunds(_ count: Int = 1, _ disposition: String = "pending") -> Self {
        Self(kind: "refund_triggered", count: count...count, disposition: disposition)
    }
}
