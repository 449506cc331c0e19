import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 2: shipment confirmation")
struct ShipmentConfirmationTests {
    @Test("A shipment that was not known is handed over: one communication, whose key is order and shipment")
    func handedOver() throws {
        let scenario = try given(.created()).when(.shipment("SR-1"))
            .then(transitions: [.shipmentHandedOver(shipmentID: "SR-1")], .pending(.shipmentConfirmation))
        let told = try scenario.told(.shipmentConfirmation)
        #expect(told.subject == Subject(shipmentID: "SR-1", lines: [1, 2]))
        #expect(told.key == #"["shipment_confirmation","NORTHQUAY","NQ-1","SR-1"]"#)
    }

    @Test("A later message for the same shipment updates the read model and sends nothing")
    func laterMessageUpdates() throws {
        let tracked: WireJSON = [
            "packages": [["items": [1, 2], "carrier": "Kuriro", "tracking_number": "KX-1"]]
        ]
        let scenario = try given(.created(), .shipment("SR-1")).when(.shipment("SR-1", at: feb(4), and: tracked))
            .thenNothing()
        #expect(scenario.order.shipments.count == 1)
        #expect(scenario.order.shipments[0].packages.value?.first?.trackingNumber == "KX-1")
    }

    @Test("Two shipments of one order are two communications, each about its own lines")
    func splitShipment() throws {
        let scenario = try given(.created()).when(.shipment("SR-1", lines: [1])).then(.pending(.shipmentConfirmation))
            .when(.shipment("SR-2", lines: [2])).then(.pending(.shipmentConfirmation))
        #expect(scenario.all(.shipmentConfirmation).map(\.subject.lines) == [[1], [2]])
    }

    // MARK: What it speaks of

    @Test("It speaks of this shipment alone: packages, lines and quantities, address, link, and what is still to come")
    func facts() throws {
        var policy = ChannelPolicy()
        policy.shop.shipmentLink = "https://shop.example/o/{order}/s/{shipment}"
        let lines = [Line(1, and: ["quantity": 2]), Line(2), Line(4), .shipping(3)]
        let told = try given(.created(lines: lines), policy: policy).when(.shipment("SR-1", lines: [1, 2]))
            .told(.shipmentConfirmation)
        let package = try #require(try told.fact("packages").elements.first)
        #expect(package.string("carrier") == "Nordpost")
        #expect(package.string("tracking_number") == "NP774")
        #expect(package.string("tracking_link") == "https://track.example/NP774")
        #expect(try told.fact("lines").elements.map { $0.int("line_number") } == [1, 2])
        #expect(try told.fact("lines").elements.map { $0.int("quantity") } == [2, 1])
        #expect(try told.fact("address").string("city") == "Leer")
        #expect(try told.fact("shipment_link").string == "https://shop.example/o/NQ-1/s/SR-1")
        #expect(try told.fact("lines_shipped").int == 2)
        #expect(try told.fact("lines_total").int == 3)
    }

    @Test("It shows no order totals")
    func noTotals() throws {
        let told = try given(.created()).when(.shipment()).told(.shipmentConfirmation)
        #expect(try JSONDocument(told.facts).root["total"] == nil)
    }

    @Test("Carrier, tracking number and link may each be missing, and so may packages")
    func missingTracking() throws {
        let bare: WireJSON = ["packages": [["items": [1]]]]
        let told = try given(.created()).when(.shipment("SR-1", lines: [1], and: bare))
            .then(.pending(.shipmentConfirmation)).told(.shipmentConfirmation)
        let package = try #require(try told.fact("packages").elements.first)
        #expect(package.string("carrier") == nil && package.string("tracking_number") == nil)
        try given(.created()).when(.shipment("SR-2", and: ["packages": []])).then(.pending(.shipmentConfirmation))
        try given(.created()).when(.shipment("SR-2", and: ["packages": .absent])).then(.pending(.shipmentConfirmation))
    }

    @Test("A SHIPPING item is no line of it")
    func withoutShippingLine() throws {
        let withCharge: WireJSON = [
            "items": [["order_line_number": "1"], ["order_line_number": 3, "item_type": "shipping"]]
        ]
        let told = try given(.created()).when(.shipment(and: withCharge)).told(.shipmentConfirmation)
        #expect(told.subject.lines == [1])
        // Known as SHIPPING by the order alone.
        let known = try given(.created()).when(.shipment(lines: [1, 3])).told(.shipmentConfirmation)
        #expect(known.subject.lines == [1])
    }

    @Test("A SHIPPING line is left out also when the order becomes known only later")
    func withoutShippingLineAfterHold() throws {
        let packagesOnly: WireJSON = ["items": .absent, "packages": [["items": [1, 3]]]]
        let told = try given(.shipment(and: packagesOnly)).when(.created()).told(.shipmentConfirmation)
        #expect(told.disposition == .pending)
        #expect(told.subject.lines == [1])
    }

    @Test("Its own address is where the goods go, and may supply the recipient")
    func ownAddress() throws {
        let own: WireJSON = [
            "address": ["first_name": "Una", "last_name": "Vries", "city": "Aurich", "email": "una@mail.example"]
        ]
        let noMail: WireJSON = ["addresses": [["reference": "A1", "city": "Bremen"]]]
        let told = try given(.created(and: noMail)).when(.shipment(and: own)).told(.shipmentConfirmation)
        #expect(try told.fact("address").string("city") == "Aurich")
        guard case .customer(_, let contact) = told.addressing else { return }
        #expect(contact?.email == "una@mail.example")
        #expect(contact?.source == .shipment)
    }

    // MARK: What is no parcel on its way

    @Test("Goods moved to a shop are not told", arguments: ["SHIPTOSTORE", "Ship To Store", "STS", "sts"])
    func storeTransfer(method: String) throws {
        try given(.created()).when(.shipment(method: method)).then(.suppressed(.shipmentConfirmation, .storeTransfer))
    }

    @Test("Goods collected in the shop are not told", arguments: ["ISPU", "ispu"])
    func collected(method: String) throws {
        try given(.created()).when(.shipment(method: method))
            .then(.suppressed(.shipmentConfirmation, .collectedInStore))
    }

    @Test("Pre-shipped goods are not told", arguments: ["PRESHIPPED", "Pre-Shipped"])
    func preshipped(method: String) throws {
        try given(.created()).when(.shipment(method: method))
            .then(.suppressed(.shipmentConfirmation, .nothingShipped))
    }

    @Test("Only pre-shipped, virtual or service items: nothing was shipped")
    func onlyVirtual() throws {
        let items: WireJSON = [
            "items": [
                ["order_line_number": 1, "status": "Pre Shipped"], ["order_line_number": 2, "item_type": "VIRTUAL"],
                ["order_line_number": 4, "item_type": "service"], ["order_line_number": 3, "item_type": "SHIPPING"],
            ]
        ]
        try given(.created()).when(.shipment(and: items)).then(.suppressed(.shipmentConfirmation, .nothingShipped))
        // The product type may stand in the order alone.
        try given(.created(lines: [Line(1, type: "VIRTUAL"), .shipping(3)])).when(.shipment(lines: [1]))
            .then(.suppressed(.shipmentConfirmation, .nothingShipped))
    }

    @Test("Only virtual lines are known also from the packages alone")
    func onlyVirtualInPackages() throws {
        let packagesOnly: WireJSON = ["items": .absent, "packages": [["items": [1]]]]
        try given(.created(lines: [Line(1, type: "VIRTUAL"), Line(2)])).when(.shipment(and: packagesOnly))
            .then(.suppressed(.shipmentConfirmation, .nothingShipped))
    }

    @Test("One physical item among virtual ones is a parcel")
    func oneParcel() throws {
        let items: WireJSON = [
            "items": [
                ["order_line_number": 1, "item_type": "PHYSICAL"], ["order_line_number": 2, "item_type": "VIRTUAL"],
            ]
        ]
        try given(.created()).when(.shipment(and: items)).then(.pending(.shipmentConfirmation))
    }

    @Test("Several sorts of suppression: the first of the list wins")
    func transferBeforeNothing() throws {
        try given(.created(lines: [Line(1, type: "VIRTUAL")])).when(.shipment(lines: [1], method: "STS"))
            .then(.suppressed(.shipmentConfirmation, .storeTransfer))
    }

    // MARK: Identity

    @Test("The shipment request id is the identity")
    func requestID() throws {
        let scenario = try given(.created()).when(.shipment("SR-1", and: ["shipment_id": "S-9"]))
        #expect(try scenario.told(.shipmentConfirmation).subject.shipmentID == "SR-1")
    }

    @Test(
        "Without one, a non-blank shipment id, also under its misspelt name", arguments: ["shipment_id", "shimpent_id"])
    func shipmentID(name: String) throws {
        let other = WireJSON.object([.init(name: name, value: "S-9")])
        let scenario = try given(.created()).when(.shipment(nil, and: other))
        #expect(try scenario.told(.shipmentConfirmation).subject.shipmentID == "S-9")
    }

    @Test("Without either, source, method and lines are the identity; tracking that comes later changes nothing")
    func derivedIdentity() throws {
        let blank: WireJSON = ["shipment_id": " ", "packages": []]
        let scenario = try given(.created()).when(.shipment(nil, lines: [2, 1], and: blank))
            .then(.pending(.shipmentConfirmation))
            .when(.shipment(nil, lines: [1, 2], method: "standard", at: feb(4))).thenNothing()
        #expect(scenario.order.shipments[0].packages.value?.first?.trackingNumber == "NP774")
        scenario.then()
        // Another source, method or set of lines is another shipment.
        for other in [
            Wire.shipment(nil, lines: [1]), .shipment(nil, method: "EXPRESS"),
            .shipment(nil, and: ["source_id": "WH-LEER"]),
        ] {
            try scenario.when(other).then(.pending(.shipmentConfirmation))
        }
    }

    @Test("Without items, the packages' line numbers are the lines")
    func linesOfPackages() throws {
        let packagesOnly: WireJSON = ["items": [], "packages": [["items": ["2"]], ["items": [1]]]]
        let scenario = try given(.created()).when(.shipment(nil, and: packagesOnly))
        #expect(try scenario.told(.shipmentConfirmation).subject.lines == [1, 2])
        #expect(scenario.order.shippedLines == [1, 2])
    }
}
