import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 1: order confirmation")
struct OrderConfirmationTests {
    /// A policy under which herald itself sends the confirmation.
    static let service: ChannelPolicy = {
        var policy = ChannelPolicy()
        policy.orderConfirmationOwner = .service
        return policy
    }()

    @Test("The first snapshot places the order, from created")
    func firstSnapshotFromCreated() throws {
        try givenNothing().when(.created())
            .then(transitions: [.orderPlaced], .delegated(.orderConfirmation))
    }

    @Test("The first snapshot places the order, from updated if that came first")
    func firstSnapshotFromUpdated() throws {
        try givenNothing().when(.updated("ONHOLD")).then(transitions: [.orderPlaced], .delegated(.orderConfirmation))
            .when(.created()).thenNothing()
    }

    @Test("An order that a shipment made known is placed by its first snapshot")
    func incompleteOrderIsPlaced() throws {
        try given(.shipment()).when(.created())
            .then(
                transitions: [.orderPlaced], .delegated(.orderConfirmation), .pending(.shipmentConfirmation))
    }

    @Test("It is about all lines but SHIPPING, and its key is the order")
    func subjectAndKey() throws {
        let told = try givenNothing().when(.created()).told(.orderConfirmation)
        #expect(told.subject == Subject(lines: [1, 2]))
        #expect(told.key == #"["order_confirmation","NORTHQUAY","NQ-1"]"#)
        #expect(told.occurrence == nil)
    }

    @Test("By default the frontend owns it: recorded as delegated, with a reason")
    func frontendOwnsIt() throws {
        let told = try givenNothing().when(.created()).told(.orderConfirmation)
        #expect(told.disposition == .delegated)
        #expect(told.disposition.reason == "frontend")
        #expect(told.dueAt == nil)
    }

    @Test("A fallback time gives a delegated one a deadline, counted from the decision")
    func fallback() throws {
        var policy = ChannelPolicy()
        policy.fallbackAfter = 3600
        let told = try givenNothing(policy: policy).when(.created(), at: feb(1, "10:00")).told(.orderConfirmation)
        #expect(told.disposition == .delegated)
        #expect(told.dueAt == Timestamp(feb(1, "11:00")))
        #expect(!told.deliveries.isEmpty)
    }

    @Test("Owned by the service it is sent by us")
    func serviceOwnsIt() throws {
        try givenNothing(policy: OrderConfirmationTests.service).when(.created()).then(.pending(.orderConfirmation))
    }

    @Test("Ownership is configured per sales channel")
    func ownershipPerChannel() throws {
        let policy = Policy(channels: [Wire.channel: OrderConfirmationTests.service])
        try given([], policy: policy).when(.created()).then(.pending(.orderConfirmation))
            .when(.created(and: ["store": "OTHER"])).then(.delegated(.orderConfirmation))
    }

    @Test("A child order is suppressed, its shipments, returns and refunds are communicated as usual")
    func childOrder() throws {
        try givenNothing().when(.created(and: ["original_order_id": "NQ-0"]))
            .then(transitions: [.orderPlaced], .suppressed(.orderConfirmation, .childOrder))
            .when(.shipment()).then(.pending(.shipmentConfirmation))
            .when(.returnUpdated("REQUESTED")).then(.pending(.returnAuthorized))
            .when(.returnReceived()).then(.pending(.returnReceived))
            .when(.refund(rma: "RMA-1")).then(.pending(.refundTriggered))
    }

    @Test(
        "An order first seen as complete or cancelled is confirmed no more",
        arguments: ["LOGISTICSCOMPLETE", "COMPLETE", "CANCELLED", "Fully Cancelled"])
    func firstSeenTooLate(status: String) throws {
        try givenNothing().when(.updated(status))
            .then(transitions: [.orderPlaced], .suppressed(.orderConfirmation, .superseded))
    }

    @Test("An order first seen with every line cancelled is confirmed no more")
    func firstSeenWithEveryLineCancelled() throws {
        try givenNothing()
            .when(.updated("LOGISTICS", lines: [Line(1, "CANCELLED"), Line(2, "CANCELLED"), .shipping(3)]))
            .then(.suppressed(.orderConfirmation, .superseded))
    }

    @Test("An order completed after its first snapshot keeps its confirmation")
    func completedLater() throws {
        try given(.created()).when(.updated("COMPLETE")).then(transitions: [])
    }

    // MARK: What it shows

    @Test("It shows the lines, and the planned back-order of each: promise date, street date or attribute")
    func plannedBackorder() throws {
        let lines = [
            Line(1, and: ["promise_delivery_date": .text(feb(20))]),
            Line(2, and: ["pre_order_street_date": .text(feb(25))]),
            Line(3, and: ["custom_attributes": [["name": "allowBackorders", "value": "true"]]]),
            Line(4, and: ["custom_attributes": [["name": "allowBackorder", "value": "true"]]]),
            Line(5, and: ["custom_attributes": [["name": "allowBackorders", "value": "false"]]]),
            .shipping(6),
        ]
        let told = try givenNothing().when(.created(lines: lines)).told(.orderConfirmation)
        let shown = try told.fact("lines").elements
        #expect(shown.map { $0.int("line_number") } == [1, 2, 3, 4, 5])
        #expect(shown.map { $0.bool("is_backorder") } == [true, true, true, true, false])
        #expect(shown.map { $0.timestamp("expected_at") } == [Timestamp(feb(20)), Timestamp(feb(25)), nil, nil, nil])
        #expect(shown[0].string("name") == "Product 1")
        #expect(try told.fact("currency").string == "EUR")
    }

    @Test("The remorse period is the longest length that applies to a line, from the origin date in UTC")
    func remorsePeriod() throws {
        var policy = ChannelPolicy()
        policy.remorse = RemorsePolicy(
            length: 3600, byProductType: ["GIFT": 7200], byAttribute: ["engraved": 600, "fragile=yes": 10_800])
        let ordered: WireJSON = ["origin_date": "2026-02-01T11:00:00+01:00"]
        func end(_ lines: Line...) throws -> Timestamp? {
            try givenNothing(policy: policy).when(.created(lines: lines, and: ordered)).told(.orderConfirmation)
                .fact("remorse_until").timestamp
        }
        #expect(try end(Line(1), .shipping(2)) == Timestamp(feb(1, "11:00")))
        #expect(try end(Line(1), Line(2, type: "Gift")) == Timestamp(feb(1, "12:00")))
        let fragile: WireJSON = ["custom_attributes": [["name": "fragile", "value": "yes"]]]
        #expect(try end(Line(1, and: fragile), Line(2, type: "GIFT")) == Timestamp(feb(1, "13:00")))
        let engraved: WireJSON = ["custom_attributes": [["name": "engraved", "value": "M.O."]]]
        #expect(try end(Line(1, and: engraved)) == Timestamp(feb(1, "11:00")), "the default is longer")
    }

    @Test("There is no remorse period when only shipping or virtual lines exist")
    func noRemorseWithoutGoods() throws {
        var policy = ChannelPolicy()
        policy.remorse = RemorsePolicy(length: 3600, byProductType: ["VIRTUAL": 7200])
        let told = try givenNothing(policy: policy)
            .when(.created(lines: [Line(1, type: "VIRTUAL"), .shipping(2)])).told(.orderConfirmation)
        #expect(try told.fact("remorse_until").isNull)
    }

    @Test("A length for virtual lines applies beside goods")
    func virtualLengthApplies() throws {
        var policy = ChannelPolicy()
        policy.remorse = RemorsePolicy(length: 3600, byProductType: ["VIRTUAL": 7200])
        let told = try givenNothing(policy: policy)
            .when(.created(lines: [Line(1), Line(2, type: "VIRTUAL")])).told(.orderConfirmation)
        #expect(try told.fact("remorse_until").timestamp == Timestamp(feb(1, "12:00")))
    }

    @Test("Without a configured length no remorse period is shown")
    func noRemorseConfigured() throws {
        #expect(try givenNothing().when(.created()).told(.orderConfirmation).fact("remorse_until").isNull)
    }
}
