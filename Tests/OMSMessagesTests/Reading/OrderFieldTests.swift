import OMSMessages
import Testing

@Suite("Fields of an order")
struct OrderFieldTests {
    let order: OrderSnapshot
    let line: OrderLine

    init() throws {
        order = try Read.order(Fixtures.orderCreated)
        line = try #require(order.lines.first)
    }

    @Test("the order's own fields arrive")
    func orderFields() {
        #expect(order.id == "SM-50012")
        #expect(order.originalOrderID == "SM-49000")
        #expect(order.store == "MILLS_FR")
        #expect(order.status == Code("NEW"))
        #expect(order.statusReason?.raw == "NEW_FRONTEND")
        #expect(order.statusReason?.normalized == "NEWFRONTEND")
        #expect(order.statusName == nil)
        #expect(order.statusDate == moment("2026-03-01T08:15:30Z"))
        #expect(order.ip == "192.0.2.7")
        #expect(order.vatCountry == "FR")
        #expect(order.language == "fr_FR")
        #expect(order.origin == "FRONTEND")
        #expect(order.originDate?.offsetMinutes == 60)
        #expect(order.originDate?.rfc3339UTC == "2026-03-01T08:15:00Z")
        #expect(order.customerServiceAgent == "agent.luc")
        #expect(order.giftMessage == "Bon anniversaire !")
        #expect(order.customer == .init(id: "K-17", type: Code("REGISTERED"), segment: Code("B2C")))
        #expect(order.customAttributes == [CustomAttribute(name: "gift", value: "")])
    }

    @Test("an address arrives with every field")
    func address() throws {
        let address = try #require(order.addresses.first)
        #expect(address.reference == "R1")
        #expect(address.addressType == Code("customer"))
        #expect(address.firstName == "Odile")
        #expect(address.lastName == "Marchetoile")
        #expect(address.address1 == "12 quai des Brumes")
        #expect(address.address2 == "2e étage")
        #expect(address.city == "Lorient")
        #expect(address.state == "BRE")
        #expect(address.zip == "56100")
        #expect(address.countryCode == "FR")
        #expect(address.phone == "+33 2 55 50 01 99")
        #expect(address.email == "odile@poste.example")
        #expect(address.latitude == "47.74")
        #expect(address.longitude == "-3.36")
        #expect(address.customAttributes == [CustomAttribute(name: "door", value: "B")])
    }

    @Test("a payment arrives with its transaction and gateway")
    func payment() throws {
        let payment = try #require(order.payments.first)
        #expect(payment.reference == "PAY1")
        #expect(payment.currency == "EUR")
        let transaction = try #require(payment.transactions.first)
        #expect(transaction.method == Code("CREDITCARD"))
        #expect(transaction.submethod == Code("VISA"))
        #expect(transaction.amount == decimal("55.35"))
        #expect(transaction.billingAddressReference == "R1")
        #expect(transaction.gatewayID == "OFFLINE")
        #expect(transaction.gatewayAccount == "main")
        #expect(transaction.transactionID == "tx_9")
        #expect(transaction.authorizationStatus == Code("AUTHORIZED"))
        #expect(transaction.originalAuthRequestID == "oar-1")
        #expect(transaction.paymentAccountUniqueID == "pau-1")
    }

    @Test("a line arrives with every field")
    func lineFields() {
        #expect(line.lineNumber == 1)
        #expect(line.id == "L-1")
        #expect(line.originalLineNumber == 4)
        #expect(line.parentLineNumber == 2)
        #expect(line.parentLineID == "L-0")
        #expect(line.shippingLineNumber == 3)
        #expect(line.productType == Code("PHYSICAL"))
        #expect(line.sku == "FLOUR-T65")
        #expect(line.quantity == 2)
        #expect(line.productName == "Farine T65")
        #expect(line.imageURL == "https://i.example/t65.jpg")
        #expect(line.productURL == "https://s.example/t65")
        #expect(line.shippingAddressReference == "R1")
        #expect(line.paymentReference == "PAY1")
        #expect(line.status == Code("NEW"))
        #expect(line.statusReason == Code("INITIALORDER"))
        #expect(line.statusDate == moment("2026-03-01T08:15:31Z"))
        #expect(line.promiseDeliveryDate?.dayUTC == "2026-03-20")
        #expect(line.preOrderStreetDate?.dayUTC == "2026-03-15")
        #expect(line.sourceLocation == "SHELF-9")
        #expect(line.pickupLocation == "SHOP-2")
        #expect(line.sourceID == "WH-1")
        #expect(line.mandatoryPriceReview == true)
        #expect(line.totalSourceAllocations == 5)
        #expect(line.customAttributes == [CustomAttribute(name: "allowBackorders", value: "true")])
    }

    @Test("a line's price, payments and promotions arrive")
    func lineMoney() throws {
        let amount = try #require(line.amount)
        #expect(amount.net == decimal("42"))
        #expect(amount.gross == decimal("50.4"))
        #expect(amount.tax == decimal("8.4"))
        #expect(amount.taxRate == decimal("20"))
        #expect(amount.currency == "EUR")
        #expect(amount.taxes.first?.type == "VAT")
        #expect(amount.taxes.first?.amount == decimal("8.4"))
        #expect(amount.taxes.first?.rate == decimal("20"))
        let payment = try #require(line.payments.first)
        #expect(payment.paymentReference == "PAY1")
        #expect(payment.net == amount.net)
        #expect(payment.gross == amount.gross)
        #expect(payment.tax == amount.tax)
        #expect(payment.taxRate == amount.taxRate)
        #expect(payment.taxes == amount.taxes)
        #expect(payment.currency == "EUR")
        #expect(payment.status?.normalized == "CAPTUREREQUESTED")
        #expect(payment.statusDate == moment("2026-03-01T08:16:00Z"))
        let promotions = try #require(line.promotionsInfo)
        #expect(promotions.originalPrice == decimal("60"))
        #expect(promotions.promotions.first?.code == nil)
        #expect(promotions.promotions.first?.name == "Spring")
        #expect(promotions.promotions.first?.discount == decimal("9.6"))
        #expect(promotions.promotions.first?.percentage == decimal("16"))
    }

    @Test("a line number as text is a line number; a missing quantity stays missing")
    func shippingLine() throws {
        let shipping = try #require(order.lines.last)
        #expect(shipping.lineNumber == 3)
        #expect(shipping.quantity == nil)
        #expect(shipping.productType?.isOne(of: "SHIPPING") == true)
    }
}
