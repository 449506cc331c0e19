import Communications
import OrderModel

extension Explanation.PolicyValue {
    /// The settings that bear on a kind, under their names in the configuration.
    static func values(of kind: Kind, _ policy: ChannelPolicy, activation: Int64?) -> [Explanation.PolicyValue] {
        var values = [
            Explanation.PolicyValue(name: "max_age", value: duration(policy.maxAge)),
            Explanation.PolicyValue(
                name: "disabled_kinds", value: list(policy.disabledKinds.map(\.name).sorted())),
        ]
        if let activation {
            values.append(Explanation.PolicyValue(name: "active from position", value: String(activation)))
        }
        switch kind {
        case .customer(let kind):
            values += own(kind, policy)
            values.append(Explanation.PolicyValue(name: "hold_deadline", value: duration(policy.holdDeadline)))
            values.append(Explanation.PolicyValue(name: "sandbox", value: flag(policy.isSandbox)))
        case .customerService(.paymentAuthorizationFailed):
            values.append(
                Explanation.PolicyValue(
                    name: "authorization_failure_reasons", value: list(policy.authorizationFailureReasons)))
        case .customerService(.paymentCaptureFailed):
            values.append(
                Explanation.PolicyValue(name: "capture_failure_reasons", value: list(policy.captureFailureReasons)))
        }
        values.append(
            Explanation.PolicyValue(name: "delivery_channels", value: list(policy.deliveryChannels(for: kind))))
        return values
    }

    private static func own(_ kind: CustomerKind, _ policy: ChannelPolicy) -> [Explanation.PolicyValue] {
        switch kind {
        case .orderConfirmation:
            [
                Explanation.PolicyValue(name: "order_confirmation", value: policy.orderConfirmationOwner.rawValue),
                Explanation.PolicyValue(
                    name: "fallback_after", value: policy.fallbackAfter.map(duration) ?? "none"),
            ]
        case .orderCancellation:
            [
                Explanation.PolicyValue(
                    name: "cancelled_status_is_final", value: flag(policy.cancelledStatusIsFinal))
            ]
        case .returnAuthorized, .returnReceived:
            [Explanation.PolicyValue(name: "approved_means_received", value: flag(policy.approvedMeansReceived))]
        case .refundTriggered:
            [Explanation.PolicyValue(name: "refund_days_default", value: String(policy.refundDaysDefault))]
        case .shipmentConfirmation: []
        }
    }

    private static func list(_ texts: [String]) -> String { texts.isEmpty ? "none" : texts.joined(separator: ", ") }

    private static func flag(_ value: Bool) -> String { value ? "on" : "off" }

    /// A length of time in the largest unit that divides it.
    private static func duration(_ seconds: Int) -> String {
        for (unit, length) in [("day", 86_400), ("hour", 3600), ("minute", 60)] where seconds % length == 0 {
            let count = seconds / length
            return "\(count) \(unit)\(count == 1 ? "" : "s")"
        }
        return "\(seconds) seconds"
    }
}
