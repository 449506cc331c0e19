import OMSMessages
import OrderModel

/// What is particular to one kind of communication; everything else is decided alike for all.
///
/// A ninth kind is one more file beside this one, and its place in ``Kind/rules``.
protocol KindRules {
    /// The suppressions that only this kind knows, besides those that the occasion brought.
    static func isSuppressed(
        _ reason: SuppressionReason, _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy
    ) -> Bool
    /// The holds that only this kind knows.
    static func isHeld(_ reason: HoldReason, _ occasion: Occasion, _ state: OrderState) -> Bool
    /// Whether the order has moved on since: asked again at dispatch (decision table, section 4, "Guard at dispatch").
    static func isOvertaken(_ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> Bool
    /// Writes what the templates of this kind may use.
    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter)
    /// What triggers it, in a sentence for people.
    static var trigger: String { get }
    /// The conditions of the trigger, each with what is known about it.
    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition]
}

extension KindRules {
    static func isSuppressed(
        _ reason: SuppressionReason, _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy
    ) -> Bool { false }
    static func isHeld(_ reason: HoldReason, _ occasion: Occasion, _ state: OrderState) -> Bool { false }
    static func isOvertaken(_ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> Bool { false }
}

extension Kind {
    /// The rules of this kind, by the number in the decision table.
    var rules: any KindRules.Type {
        switch self {
        case .customer(.orderConfirmation): OrderConfirmation.self  // 1
        case .customer(.shipmentConfirmation): ShipmentConfirmation.self  // 2
        case .customerService(.paymentAuthorizationFailed): PaymentException.self  // 3
        case .customerService(.paymentCaptureFailed): PaymentException.self  // 4
        case .customer(.orderCancellation): OrderCancellation.self  // 5
        case .customer(.returnAuthorized): ReturnAuthorized.self  // 6
        case .customer(.returnReceived): ReturnReceived.self  // 7
        case .customer(.refundTriggered): RefundTriggered.self  // 8
        }
    }
}
