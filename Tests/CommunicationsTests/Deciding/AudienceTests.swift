import Communications
import OMSMessages
import OrderModel
import Testing

/// A payment exception cannot be addressed to a customer: `Addressing.customer` takes a `CustomerKind`, of which no payment
/// exception is one, and `Addressing.customerService` has no place for a `CustomerContact`. The proof is the compiler's; this
/// walks all kinds so that it stays one: the switches below are exhaustive, and no `default` hides a new case.
@Suite("Audience is in the type")
struct AudienceTests {
    @Test("There are eight kinds, each of exactly one audience, under the names of the decision table")
    func kinds() {
        #expect(
            Kind.all.map(\.name) == [
                "order_confirmation", "shipment_confirmation", "payment_authorization_failed", "payment_capture_failed",
                "order_cancellation", "return_authorized", "return_received", "refund_triggered",
            ])
        #expect(Set(Kind.all).count == CustomerKind.allCases.count + CustomerServiceKind.allCases.count)
        for kind in Kind.all {
            #expect(Kind(name: kind.name) == kind)
            switch kind {
            case .customer(let kind):
                switch kind {
                case .orderConfirmation, .shipmentConfirmation, .orderCancellation, .returnAuthorized, .returnReceived,
                    .refundTriggered:
                    #expect(!kind.rawValue.hasPrefix("payment"))
                }
                #expect(Kind.customer(kind).audience == .customer)
            case .customerService(let kind):
                switch kind {
                case .paymentAuthorizationFailed, .paymentCaptureFailed: break
                }
                #expect(Kind.customerService(kind).audience == .customerService)
            }
        }
        #expect(Audience.allCases.map(\.rawValue) == ["customer", "customer_service"])
    }

    @Test("Whatever happens to an order, a payment exception goes to customer service's desks alone", arguments: 0..<60)
    func addressing(seed: Int) throws {
        var shop = Shop()
        for message in try RandomOrder(seed: seed).read() { shop.receive(message) }
        for communication in shop.communications {
            switch communication.addressing {
            case .customer(let kind, let contact):
                #expect(communication.kind == .customer(kind))
                if communication.disposition == .pending { #expect(contact?.email != nil) }
            case .customerService(let kind, let desks):
                #expect(communication.kind == .customerService(kind))
                #expect(desks == ChannelPolicy().customerService)
            }
        }
    }
}
