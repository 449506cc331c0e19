import Communications
import OMSMessages
import OrderModel
import Testing

/// Source: decision table, section 4, "Guard at dispatch".
@Suite("The guard at dispatch")
struct DispatchTests {
    private struct Change: Sendable, CustomTestStringConvertible {
        let name: String
        let customer: SuppressionReason?
        let exception: SuppressionReason?
        let change: @Sendable (inout ChannelPolicy) -> Void
        var testDescription: String { name }
    }

    private static let customer = Kind.customer(.refundTriggered)
    private static let exception = Kind.customerService(.paymentCaptureFailed)

    private static let changes = [
        Change(name: "sandbox", customer: .sandbox, exception: nil) { $0.isSandbox = true },
        Change(name: "muted order", customer: .orderMuted, exception: nil) { $0.mutedOrders = [Wire.orderID] },
        Change(name: "kinds disabled", customer: .kindDisabled, exception: .kindDisabled) {
            $0.disabledKinds = [customer, exception]
        },
        Change(name: "recipient suppressed", customer: .recipientSuppressed, exception: nil) {
            $0.suppressedRecipients = ["frozen@mail.example"]
        },
        Change(name: "shorter age", customer: nil, exception: nil) { $0.maxAge = 1 },
        Change(name: "all at once", customer: .kindDisabled, exception: .kindDisabled) {
            ($0.isSandbox, $0.maxAge, $0.disabledKinds) = (true, 1, [customer, exception])
        },
    ]

    @Test(
        "asks what the policy forbids now; customer service is told of exceptions all the same, and age was asked before",
        arguments: changes)
    private func policy(_ change: Change) throws {
        var policy = ChannelPolicy()
        change.change(&policy)
        #expect(try suppression(Self.customer, policy) == change.customer)
        #expect(try suppression(Self.exception, policy) == change.exception)
    }

    @Test("a confirmation that was herald's stays herald's when the frontend becomes the owner: it knows nothing of it")
    func owner() throws {
        let policy = ChannelPolicy()
        #expect(policy.orderConfirmationOwner == .frontend)
        #expect(try suppression(.customer(.orderConfirmation), policy) == nil)
    }

    /// The guard, asked of a decision half a minute after the fact.
    private func suppression(_ kind: Kind, _ policy: ChannelPolicy) throws -> SuppressionReason? {
        let order =
            kind == Self.exception
            ? try given(.created(), .updated("ERROR", reason: "CAPTUREFAILURE")).order
            : try given(.created()).order
        let fact = Timestamp(microseconds: 1_771_513_200_000_000)
        let addressing: Addressing =
            switch kind {
            case .customer(let kind):
                .customer(
                    kind,
                    CustomerContact(email: "Frozen@mail.example", phone: nil, name: nil, source: .billing))
            case .customerService(let kind): .customerService(kind, policy.customerService)
            }
        let communication = Communication(
            id: "", key: "", addressing: addressing, salesChannel: Wire.channel, orderID: order.orderID,
            subject: Subject(), occurrence: kind == Self.exception ? 1 : nil, refundType: nil, refundTypeSource: nil,
            returnLinkSource: nil, disposition: .pending, shard: 0, position: 1, messageID: nil, occurredAt: fact,
            decidedAt: Timestamp(microseconds: fact.microseconds + 29_000_000), locale: "en", facts: [], dueAt: nil,
            deliveries: [])
        return Decision.dispatchSuppression(communication, order, policy: policy)
    }
}
