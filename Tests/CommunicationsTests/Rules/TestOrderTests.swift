import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 8: test orders")
struct TestOrderTests {
    private static let recognized = Wire.updated("ABORTED", reason: "TEST", at: feb(2))

    @Test("ABORTED with reason TEST suppresses every customer communication decided from then on")
    func suppressed() throws {
        try given(.created(), TestOrderTests.recognized).when(.shipment())
            .then(.suppressed(.shipmentConfirmation, .testOrder))
            .when(.returnUpdated("REQUESTED")).then(.suppressed(.returnAuthorized, .testOrder))
            .when(.returnReceived()).then(.suppressed(.returnReceived, .testOrder))
            .when(.refund(type: "appeasement")).then(.suppressed(.refundTriggered, .testOrder))
            .when(.updated("COMPLETE", reason: "CANCELLED")).then(.suppressed(.orderCancellation, .testOrder))
    }

    @Test("Also the one of the message that says so")
    func firstMessage() throws {
        try givenNothing().when(.created("Aborted", reason: "Test")).then(.suppressed(.orderConfirmation, .testOrder))
    }

    @Test("ABORTED alone, or TEST under another status, is no test order")
    func otherwise() throws {
        try given(.created(), .updated("ABORTED", reason: "FRAUD")).when(.shipment()).then(
            .pending(.shipmentConfirmation))
        try given(.created(), .updated("ONHOLD", reason: "TEST")).when(.shipment()).then(
            .pending(.shipmentConfirmation))
    }

    @Test("It is latched, also from a stale snapshot")
    func latched() throws {
        try given(.created(), .updated("LOGISTICS", at: feb(4)), TestOrderTests.recognized)
            .when(.updated("LOGISTICS", at: feb(5))).then()
            .when(.shipment()).then(.suppressed(.shipmentConfirmation, .testOrder))
    }

    @Test("A held communication is suppressed when the order turns out to be a test")
    func heldOne() throws {
        try given(.created(), .refund()).when(TestOrderTests.recognized).then(.suppressed(.refundTriggered, .testOrder))
    }

    @Test("Checked again at dispatch, for every customer communication")
    func atDispatch() throws {
        let scenario = try given(
            .created(), .shipment(), .returnUpdated("REQUESTED"), .returnReceived(), .refund(type: "appeasement"),
            .updated("COMPLETE", reason: "CANCELLED")
        ).when(TestOrderTests.recognized)
        for kind in Kind.all where kind.audience == .customer {
            #expect(try scenario.dispatchGuard(kind) == .testOrder, "\(kind.name)")
        }
    }

    @Test("Payment exceptions of a test order are told to customer service all the same")
    func paymentExceptions() throws {
        try given(.created(), TestOrderTests.recognized).when(.updated("ERROR", reason: "CAPTUREFAILURE", at: feb(3)))
            .then(.pending(.paymentCaptureFailed))
    }
}
