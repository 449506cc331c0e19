import Communications
import Delivery
import OMSMessages
import OrderModel
import Projection
import Testing

@Suite("The default texts") struct DefaultTextsTests {
    private func content(_ kind: Kind, _ order: Shop.Order = Shop.Order()) throws -> RenderedContent {
        try DefaultTexts().render(Story.about(kind, order).1.stored)
    }

    @Test("confirm an order with its lines, planned back-orders and the time to change one's mind")
    func confirmation() throws {
        let content = try content(.customer(.orderConfirmation))
        #expect(content.subject == "North Quay: we have received your order NQ-20731")
        #expect(
            content.text == """
                Hello Mirela Osterhaus,

                thank you for your order NQ-20731. This is what you have ordered:

                - 1 × Enamel kettle 1.8 l (SKU-1)
                  59.50 EUR
                - 2 × Enamel kettle 1.8 l (SKU-2)
                  59.50 EUR
                  On back-order: we expect it on 10 March 2026 and will send it as soon as it
                  is here.

                Total: 119.00 EUR

                You may change your mind and cancel until 3 February 2026 at 19:00 UTC.

                We will write to you again when your goods are on their way.

                Your order:
                https://northquay.example/orders/NQ-20731

                Kind regards, North Quay

                """)
    }

    @Test("tell of a shipment: package, carrier, number, link, address, and what is still to come")
    func shipment() throws {
        let text = try content(.customer(.shipmentConfirmation)).text
        #expect(text.contains("Carrier: Nordpost Osterhaus\nTracking number: NP77"))
        #expect(text.contains("Follow this package:\nhttps://track.example/NP77"))
        #expect(text.contains("Mirela Osterhaus, Lotsenweg 14, 28217 Bremen, DE"))
        #expect(text.contains("1 of the 2 items of your order is still to come"))
        #expect(text.contains("Details of this shipment:\nhttps://northquay.example/orders/NQ-20731/shipments/S-1"))
        #expect(!text.contains("59.50"))
    }

    @Test(
        "give customer service the reason, amount, contact, age, gateway and next step",
        arguments: [CustomerServiceKind.paymentAuthorizationFailed, .paymentCaptureFailed])
    func exceptions(_ kind: CustomerServiceKind) throws {
        let text = try content(.customerService(kind)).text
        for fact in [
            "Reason: ", "Amount: 119.00 EUR", "E-mail: mirela.osterhaus@mail.example", "Phone: +49 421 5550143",
            "before the failure)", "Gateway: NORTHPAY", "Gateway account: nq-main", "Transaction: np_55f0c2",
            "Next step\n---------", "https://desk.northquay.example/NORTHQUAY_DE/NQ-20731",
            "The customer has not been told",
        ] {
            #expect(text.contains(fact), "\(fact)")
        }
    }

    @Test("say of a cancellation whether money was taken")
    func cancellation() throws {
        let text = try content(.customer(.orderCancellation)).text
        #expect(text.contains("has been cancelled"))
        #expect(text.contains("No money was taken"))
    }

    @Test("tell how to send authorised goods back")
    func returnAuthorized() throws {
        let text = try content(.customer(.returnAuthorized)).text
        for fact in [
            "Return number: RMA-1", "Carrier: Nordpost", "Print your return label:\nhttps://labels.example/RMA-1.pdf",
            "Reason: Spout leaks", "note with the return number RMA-1",
        ] {
            #expect(text.contains(fact), "\(fact)")
        }
    }

    @Test("tell of received goods line by line: poor condition and missing")
    func returnReceived() throws {
        let text = try content(.customer(.returnReceived)).text
        #expect(text.contains("In poor condition\n-----------------\n\n- 1 × Enamel kettle"))
        #expect(text.contains("Our warehouse says: Lid dented Osterhaus"))
        #expect(text.contains("Not received yet\n----------------\n\n- 2 × Enamel kettle"))
        #expect(!text.contains("Accepted"))
    }

    @Test(
        "say that a refund has been started, in words that fit its type",
        arguments: [RefundType?.none] + RefundType.allCases)
    func refund(_ type: RefundType?) throws {
        var communication = try Story.about(.customer(.refundTriggered)).1.stored
        communication.refundType = type
        if type == nil { communication.facts = Array(#"{"currency":"EUR","amount":"59.50","refund_days":5}"#.utf8) }
        let text = try DefaultTexts().render(communication).text
        #expect(text.contains("a refund of 59.50 EUR for your order NQ-20731 has been started"))
        #expect(text.contains("up to 5 days"))
        #expect(!text.lowercased().contains("has been paid") && !text.lowercased().contains("appeasement"))
    }

    @Test(
        "get along without any fact", arguments: Kind.all,
        ["{}", "", "[]", #"{"lines":null,"amount":7,"lines_total":"x"}"#])
    func withoutFacts(_ kind: Kind, _ facts: String) throws {
        var communication = try Story.about(kind).1.stored
        communication.facts = Array(facts.utf8)
        (communication.recipient.email, communication.recipient.phone) = (nil, nil)
        let content = try DefaultTexts().render(communication)
        #expect(content.text.contains("NQ-20731"))
        #expect(!content.text.contains("nil") && !content.text.contains("null") && !content.text.contains("Optional"))
        #expect(!content.subject.isEmpty && content.html.hasSuffix("</html>\n"))
    }

    @Test("wrap at 78 characters", arguments: Kind.all)
    func wrapped(_ kind: Kind) throws {
        var order = Shop.Order()
        order.product = String(repeating: "lange Beschreibung ", count: 30)
        let text = try content(kind, order).text
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("https://") }
        #expect(lines.allSatisfy { $0.count <= 78 })
    }

    @Test("offer only web links for clicking")
    func links() throws {
        var communication = try Story.about(.customer(.returnAuthorized)).1.stored
        communication.facts = Array(
            #"{"label_link":"javascript:alert(1)","tracking_link":"https://x.example/\"onclick=1"}"#.utf8)
        let html = try DefaultTexts().render(communication).html
        #expect(!html.contains("href"))
        #expect(html.contains("javascript:alert(1)"))
    }
}
