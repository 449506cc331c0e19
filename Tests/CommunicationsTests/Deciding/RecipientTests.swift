import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Section 5: recipient and locale")
struct RecipientTests {
    private static let withoutMail: WireJSON = ["email": .absent, "phone": .absent]

    private func contact(_ addresses: WireJSON..., then message: Wire = .shipment()) throws -> CustomerContact? {
        let scenario = try given(.created(and: ["addresses": .list(addresses)])).when(message)
        let told = try #require(scenario.effect.decided.first)
        guard case .customer(_, let contact) = told.addressing else { return nil }
        return contact
    }

    @Test("The billing address of the payment transaction comes first")
    func billing() throws {
        let own: WireJSON = ["address": ["city": "Aurich", "email": "una@mail.example"]]
        let found = try contact(Wire.shipping, Wire.billing, then: .shipment(and: own))
        #expect(found?.email == "mirela@mail.example")
        #expect(found?.source == .billing)
        #expect(found?.name == "Mirela Osterhaus")
    }

    @Test("Then, for a shipment alone, the shipment's own address")
    func shipmentsOwn() throws {
        let own: WireJSON = ["address": ["city": "Aurich", "email": "una@mail.example"]]
        let billing = Wire.billing.with(RecipientTests.withoutMail)
        let found = try contact(Wire.shipping, billing, then: .shipment(and: own))
        #expect(found?.email == "una@mail.example")
        #expect(found?.source == .shipment)
        let refund = try contact(Wire.shipping, billing, then: .refund(type: "appeasement"))
        #expect(refund?.source == .shipping)
    }

    @Test("Then the shipping address of the lines")
    func shipping() throws {
        let other: WireJSON = ["reference": "A0", "email": "first@mail.example"]
        let found = try contact(other, Wire.shipping, Wire.billing.with(RecipientTests.withoutMail))
        #expect(found?.email == "tibor@mail.example")
        #expect(found?.source == .shipping)
    }

    @Test("Then any address with an e-mail, the first of them, recorded as a guess")
    func anyAddress() throws {
        let found = try contact(
            ["reference": "", "city": "Leer"], ["reference": "", "email": "one@mail.example"],
            ["reference": "", "email": "a@mail.example"])
        #expect(found?.email == "one@mail.example")
        #expect(found?.source == .anyAddress)
    }

    @Test("A phone is looked for likewise, and may stand in another address than the e-mail")
    func phone() throws {
        let found = try contact(
            Wire.billing.with(["phone": .absent]), Wire.shipping.with(["phone": "+49 491 1"]))
        #expect(found?.email == "mirela@mail.example")
        #expect(found?.phone == "+49 491 1")
    }

    @Test("No address with an e-mail: held, until one comes")
    func noRecipient() throws {
        try given(.created(and: ["addresses": [["reference": "A1", "city": "Bremen"]]])).when(.shipment())
            .then(.held(.shipmentConfirmation, .noRecipient))
            .when(.updated("LOGISTICS")).then(.pending(.shipmentConfirmation))
    }

    @Test("That a webhook hears of it does not mean that the customer does: still held where a mail should go as well")
    func noRecipientBesideWebhook() throws {
        var policy = ChannelPolicy()
        policy.reaches = ["smtp": .email, "webhook": .endpoints(["erp"])]
        let without: WireJSON = ["addresses": [["reference": "A1", "city": "Bremen"]]]
        policy.defaultDeliveryChannels = ["smtp", "webhook"]
        try given(.created(and: without), policy: policy).when(.shipment())
            .then(.held(.shipmentConfirmation, .noRecipient))
            .when(.updated("LOGISTICS")).then(.pending(.shipmentConfirmation))
        policy.defaultDeliveryChannels = ["webhook"]
        try given(.created(and: without), policy: policy).when(.shipment()).then(.pending(.shipmentConfirmation))
    }

    @Test("An e-mail is not forgotten when a newer snapshot leaves it out")
    func neverForgotten() throws {
        let bare: WireJSON = ["addresses": [["reference": "A1", "city": "Bremen"]]]
        let told = try given(.created(), .updated("LOGISTICS", and: bare)).when(.refund(type: "appeasement"))
            .told(.refundTriggered)
        guard case .customer(_, let contact) = told.addressing else { return }
        #expect(contact?.email == "mirela@mail.example")
    }

    // MARK: Locale

    @Test("The locale is the order's language, else the channel's")
    func locale() throws {
        #expect(try givenNothing().when(.created()).told(.orderConfirmation).locale == "de_DE")
        var policy = ChannelPolicy()
        policy.locale = "nl_NL"
        let none = try givenNothing(policy: policy).when(.created(and: ["language": nil]))
        #expect(try none.told(.orderConfirmation).locale == "nl_NL")
    }

    @Test("It is decided once: another language later changes nothing, not even for a hold")
    func localeDecidedOnce() throws {
        let scenario = try given(.created(), .refund())
            .when(.updated("LOGISTICS", and: ["language": "en_US"]), .refund(type: "appeasement"))
        #expect(try scenario.told(.refundTriggered).disposition == .pending)
        #expect(try scenario.told(.refundTriggered).locale == "de_DE")
    }

    @Test("What waited for its order speaks the order's language")
    func localeOfWaiting() throws {
        #expect(try given(.shipment()).when(.created()).told(.shipmentConfirmation).locale == "de_DE")
    }

    // MARK: Delivery channels

    @Test("A communication goes over the channels of its kind; what is not sent goes over none")
    func deliveryChannels() throws {
        var policy = ChannelPolicy()
        policy.defaultDeliveryChannels = ["mail"]
        policy.deliveryChannels = [.customer(.shipmentConfirmation): ["mail", "text"]]
        let scenario = try given(.created(), policy: policy)
            .when(.shipment(), .shipment("SR-2", method: "STS"), .refund(type: "appeasement"))
        #expect(scenario.all(.shipmentConfirmation).map { $0.deliveries.map(\.channel) } == [["mail", "text"], []])
        #expect(scenario.all(.refundTriggered).map { $0.deliveries.map(\.channel) } == [["mail"]])
    }
}
