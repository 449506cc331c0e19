import Communications
import Delivery
import OMSMessages
import OrderModel
import Projection
import Testing

// What the requirement asks of each kind, said of the words; how they look as a whole is stored beside `RenderedTests`.
@Suite("The built-in words") struct WordingTests {
    private func content(_ kind: Kind, _ order: Shop.Order = Shop.Order()) throws -> RenderedContent {
        try render(Story.about(kind, order).1.stored)
    }

    private func render(_ communication: StoredCommunication) throws -> RenderedContent {
        try TemplateRenderer(Workbench.templates) { _ in .service }.render(communication)
    }

    @Test("confirm an order with its lines, planned back-orders and the time to change one's mind")
    func confirmation() throws {
        let text = try content(.customer(.orderConfirmation)).text
        #expect(text.contains("- 1 × Enamel kettle 1.8 l (SKU-1): €59.50\n- 2 × Enamel kettle 1.8 l (SKU-2): €59.50\n"))
        #expect(text.contains("On back order, expected on March 10, 2026"))
        #expect(text.contains("You can cancel your order until March 5, 2026"))
        #expect(text.contains("Total: €119.00"))
    }

    @Test("name no end of the time to change one's mind that was over when the mail was decided on, or held back until")
    func remorseIsOver() throws {
        var communication = try Story.about(.customer(.orderConfirmation)).1.stored
        let hour: Int64 = 3_600_000_000
        func isShown(endsAfter hours: Int64, dueAfter: Int64?) throws -> Bool {
            let decided = communication.decidedAt.microseconds
            let end = Timestamp(microseconds: decided + hours * hour).rfc3339UTC
            communication.facts = Array(#"{"remorse_until":"\#(end)"}"#.utf8)
            communication.dueAt = dueAfter.map { Timestamp(microseconds: decided + $0 * hour) }
            return try render(communication).text.contains("Changed your mind?")
        }
        #expect(try isShown(endsAfter: 1, dueAfter: nil))
        #expect(try !isShown(endsAfter: -1, dueAfter: nil))
        #expect(try !isShown(endsAfter: 1, dueAfter: 2))
        #expect(try isShown(endsAfter: 3, dueAfter: 2))
    }

    @Test("tell of a shipment: package, carrier, number, link, address, and what is still to come")
    func shipment() throws {
        let text = try content(.customer(.shipmentConfirmation)).text
        #expect(text.contains("Carrier: Nordpost Osterhaus\nTracking number: NP77"))
        #expect(text.contains("Track this package:\nhttps://track.example/NP77"))
        #expect(text.contains("Mirela Osterhaus\nLotsenweg 14\n28217 Bremen\nDE"))
        #expect(text.contains("2 of the 3 items in your order are still to come"))
        #expect(text.contains("Details of this shipment:\nhttps://northquay.example/orders/NQ-20731/shipments/S-1"))
        #expect(!text.contains("59.50"))
    }

    @Test(
        "give customer service the reason, amount, contact, age, gateway and next step",
        arguments: [CustomerServiceKind.paymentAuthorizationFailed, .paymentCaptureFailed])
    func exceptions(_ kind: CustomerServiceKind) throws {
        let text = try content(.customerService(kind)).text
        for fact in [
            "Reason: ", "Amount: €119.00", "Email: mirela.osterhaus@mail.example", "Phone: +49 421 5550143",
            "before the failure", "Gateway: NORTHPAY", "Gateway account: nq-main", "Transaction: np_55f0c2",
            "Next step\n---------", "https://desk.northquay.example/NORTHQUAY_DE/NQ-20731",
            "The customer has not been told",
        ] {
            #expect(text.contains(fact), "\(fact)")
        }
        // Nothing in it speaks to the customer.
        #expect(!text.contains("Hello") && !text.contains("your order"))
    }

    @Test("say of a cancellation whether money was taken")
    func cancellation() throws {
        let text = try content(.customer(.orderCancellation)).text
        #expect(text.contains("has been cancelled"))
        #expect(!text.contains("money") && !text.contains("paid") && !text.contains("refund"))
        var communication = try Story.about(.customer(.orderCancellation)).1.stored
        communication.facts = Array(#"{"was_money_taken":false,"refund_follows":false}"#.utf8)
        #expect(try render(communication).text.contains("No money was taken"))
    }

    @Test("tell how to send authorised goods back")
    func returnAuthorized() throws {
        let text = try content(.customer(.returnAuthorized)).text
        for fact in [
            "Return number: RMA-1", "Carrier: Nordpost", "Print the return label:\nhttps://labels.example/RMA-1.pdf",
            "Your reason: Spout leaks", "note with the return number RMA-1",
        ] {
            #expect(text.contains(fact), "\(fact)")
        }
    }

    @Test("tell of received goods line by line: poor condition and missing")
    func returnReceived() throws {
        let text = try content(.customer(.returnReceived)).text
        #expect(text.contains("Arrived in poor condition\n-------------------------\n- 1 × Enamel kettle"))
        #expect(text.contains("Our warehouse noted: Lid dented Osterhaus"))
        #expect(text.contains("Not received yet\n----------------\n- 2 × Enamel kettle"))
        #expect(!text.contains("Accepted") && text.contains("has received and checked part of your return"))
    }

    @Test("say that received goods were checked only after an inspection", arguments: SampleLetter.locales)
    func receivedUnchecked(_ locale: String) throws {
        var communication = try Story.about(.customer(.returnReceived)).1.stored
        communication.locale = locale
        communication.facts = Array(#"{"is_inspected":false,"lines":[{"name":"Tea","outcome":"accepted"}]}"#.utf8)
        let text = try render(communication).text
        for word in ["checked", "geprüft", "vérifié", "revisado", "Accept", "Angenommen", "accept", "aceptado"] {
            #expect(!text.contains(word))
        }
        let headings = ["Received", "Eingetroffen", "Articles reçus", "Artículos recibidos"]
        #expect(headings.contains { text.contains("\n\($0)\n-") })
    }

    @Test(
        "say that a refund has been started, in words that fit its type",
        arguments: [RefundType?.none] + RefundType.allCases)
    func refund(_ type: RefundType?) throws {
        var communication = try Story.about(.customer(.refundTriggered)).1.stored
        communication.refundType = type
        communication.facts = Array(
            #"{"currency":"EUR","amount":"59.50","refund_days":5,"return_id":"RMA-1"}"#.utf8)
        let text = try render(communication).text
        let cause =
            switch type {
            case .return: "the refund for your return RMA-1 from order NQ-20731"
            case .cancellation: "the refund for the cancelled items in your order NQ-20731"
            case .appeasement: "As agreed with our customer service"
            case nil: "We have started a refund for your order NQ-20731"
            }
        #expect(text.replacing("\n", with: " ").contains(cause))
        #expect(text.contains("Amount: €59.50") && text.contains("up to 5 days"))
        #expect(!text.lowercased().contains("has been paid") && !text.lowercased().contains("appeasement"))
    }

    @Test("fit the payment method and say when nobody knows how long it takes")
    func refundDays() throws {
        var communication = try Story.about(.customer(.refundTriggered)).1.stored
        communication.facts = Array(#"{"payment_method":"Credit Card"}"#.utf8)
        #expect(try render(communication).text.contains("Payment method: Card"))
        let text = try render(communication).text.replacing("\n", with: " ")
        #expect(text.contains("depends on your bank or payment provider"))
        communication.facts = Array(#"{"payment_method":"Kelp Coins","refund_days":1}"#.utf8)
        #expect(try render(communication).text.contains("Payment method: Kelp Coins"))
        #expect(try render(communication).text.contains("up to 1 day until"))
    }

    @Test(
        "get along without any fact", arguments: Kind.all,
        ["{}", "", "[]", #"{"lines":null,"amount":[],"lines_total":"x"}"#])
    func withoutFacts(_ kind: Kind, _ facts: String) throws {
        var communication = try Story.about(kind).1.stored
        communication.facts = Array(facts.utf8)
        (communication.recipient.email, communication.recipient.phone) = (nil, nil)
        let content = try render(communication)
        #expect(content.text.contains("NQ-20731"))
        for part in [content.subject, content.text, content.textMessage] {
            #expect(!part.isEmpty && !part.contains("{{") && !part.contains("  ,"))
            #expect(!part.contains("nil") && !part.contains("null") && !part.contains("Optional"))
        }
        #expect(content.html.hasSuffix("</html>\n"))
    }

    @Test("never break out of a header: subject and text message are one line", arguments: Kind.all)
    func headers(_ kind: Kind) throws {
        let order = Shop.Order(
            id: "NQ-1\r\nBcc: all@mail.example\u{2028}x", firstName: "A\r\n\r\nB", lastName: "C\u{0}")
        let content = try content(kind, order)
        for part in [content.subject, content.textMessage] {
            #expect(!part.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 })
        }
    }

    @Test("offer only web links for clicking")
    func links() throws {
        var communication = try Story.about(.customer(.returnAuthorized)).1.stored
        communication.facts = Array(
            #"{"label_link":"javascript:alert(1)","tracking_link":"ftp://x.example/\"onclick=1"}"#.utf8)
        let html = try render(communication).html
        #expect(!html.contains("href") && !html.contains("javascript:"))
    }
}
