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
        Change(name: "shorter age", customer: .expired, exception: .expired) { $0.maxAge = 59 },
        Change(name: "the same age", customer: nil, exception: nil) { $0.maxAge = 60 },
        Change(name: "all at once", customer: .expired, exception: .expired) {
            ($0.isSandbox, $0.maxAge, $0.disabledKinds) = (true, 1, [customer, exception])
        },
    ]

    @Test("asks the policy as it is now; customer service is told of exceptions all the same", arguments: changes)
    private func policy(_ change: Change) throws {
        var policy = ChannelPolicy()
        change.change(&policy)
        #expect(try disposition(Self.customer, policy) == change.customer.map(Disposition.suppressed))
        #expect(try disposition(Self.exception, policy) == change.exception.map(Disposition.suppressed))
    }

    @Test("leaves a confirmation to the frontend that owns it now, unless it came back from there or was asked for")
    func delegated() throws {
        let kind = Kind.customer(.orderConfirmation)
        let policy = ChannelPolicy()
        #expect(policy.orderConfirmationOwner == .frontend)
        #expect(try disposition(kind, policy) == .delegated)
        #expect(try disposition(kind, policy, dueAt: Timestamp(microseconds: 1)) == nil)
        #expect(try disposition(kind, policy, isRequested: true) == nil)
        #expect(try disposition(Self.customer, policy) == nil, "other kinds are herald's")
    }

    @Test("counts the age of what a person asked for from the request")
    func requested() throws {
        var policy = ChannelPolicy()
        policy.maxAge = 30
        #expect(try disposition(Self.customer, policy, isRequested: true) == .suppressed(.expired))
        policy.maxAge = 31
        #expect(try disposition(Self.customer, policy, isRequested: true) == nil)
    }

    /// The guard a minute after the fact and half a minute after the decision.
    private func disposition(
        _ kind: Kind, _ policy: ChannelPolicy, dueAt: Timestamp? = nil, isRequested: Bool = false
    ) throws -> Disposition? {
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
            decidedAt: Timestamp(microseconds: fact.microseconds + 29_000_000), locale: "en", facts: [], dueAt: dueAt,
            deliveries: [])
        return Decision.dispatchDisposition(
            communication, order, policy: policy, at: Timestamp(microseconds: fact.microseconds + 60_000_000),
            isRequested: isRequested)
    }
}
