import OMSMessages
import OrderModel

/// 3 and 4 `payment_authorization_failed`, `payment_capture_failed`: an unbroken run of one error began.
///
/// For customer service alone. Source: seed, "Payment Exceptions"; decision table, rule 3.
enum PaymentException: KindRules {
    static func occasions(
        _ kind: CustomerServiceKind, _ before: OrderOutline, _ state: OrderState, isStale: Bool, policy: ChannelPolicy,
        at date: Timestamp
    ) -> [Occasion] {
        let reasons = policy.reasons(of: kind)
        let runsBefore = reasons.reduce(0) { $0 + before.errorRuns(reason: $1) }
        let runs = reasons.reduce(0) { $0 + state.statusHistory.errorRuns(reason: $1) }
        guard runs > runsBefore else { return [] }
        return (runsBefore + 1...runs).map {
            Occasion(kind: .customerService(kind), occurrence: $0, occurredAt: date, isSuperseded: isStale)
        }
    }

    static func isOvertaken(_ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> Bool {
        guard case .customerService(let kind) = occasion.kind else { return false }
        return state.status.status?.normalized != "ERROR"
            || !policy.reasons(of: kind).contains(state.status.reason?.normalized ?? "")
    }

    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter
    ) {
        json.writeOrder(state, policy)
        json.member("occurrence", occasion.occurrence)
        json.member("status", state.status.status)
        json.member("reason", state.status.reason)
        json.member("amount", (state.transaction?.amount ?? state.total)?.money)
        json.member("ordered_at", state.originDate.value)
        // Whom customer service may call; nobody is written to at this address.
        let contact = state.contact(for: .customer(.orderConfirmation), shipmentID: nil)
        json.member("customer_name", contact?.name)
        json.member("customer_email", contact?.email)
        json.member("customer_phone", contact?.phone)
        json.member("payment_method", state.transaction?.method)
        json.member("gateway_id", state.transaction?.gatewayID)
        json.member("gateway_account", state.transaction?.gatewayAccount)
        json.member("transaction_id", state.transaction?.transactionID)
        json.member(
            "service_link",
            ShopDetails.link(policy.shop.serviceLink, ["channel": state.salesChannel, "order": state.orderID]))
    }

    static let trigger = "An unbroken run of status ERROR with this kind's reason begins; one for each run."

    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition] {
        guard case .customerService(let kind) = kind else { return [] }
        let reasons = policy.reasons(of: kind)
        let runs = reasons.reduce(0) { $0 + state.statusHistory.errorRuns(reason: $1) }
        let status = state.status.status
        let reason = state.status.reason
        let now = "the status is \(status?.raw ?? "unknown")" + (reason.map { " (\($0.raw))" } ?? "")
        return [
            Condition(
                "a snapshot said ERROR with reason \(reasons.joined(separator: " or "))", runs > 0,
                met: "yes, \(runs) \(runs == 1 ? "run" : "runs")", notMet: "not yet, \(now)")
        ]
    }
}
