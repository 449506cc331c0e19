import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Section 2: messages without a sales channel")
struct ChannelTests {
    private static let other: WireJSON = ["store": "OTHER"]
    private static let several = Policy(channels: ["NORTHQUAY": ChannelPolicy(), "OTHER": ChannelPolicy()])

    private func outcomes(_ scenario: Scenario) -> [FamilyStep.Outcome] { scenario.effect.steps.map(\.outcome) }

    @Test("line_cancelled joins the only channel known for its order id")
    func onlyChannel() throws {
        let scenario = try given(.created()).when(.lineCancelled("L1"))
        #expect(scenario.order.cancelledLines == [1])
    }

    @Test("It waits for its order, and is folded right after the message that makes it known")
    func waits() throws {
        let scenario = try givenNothing().when(.lineCancelled("L1"))
        #expect(outcomes(scenario) == [.waiting])
        let known = try scenario.when(.created())
        #expect(known.order.cancelledLines == [1])
        #expect(known.shop.family.waiting.isEmpty)
    }

    @Test("Between two channels that message alone is set aside; the orders go on")
    func setAside() throws {
        let scenario = try given(.created(), .created(and: ChannelTests.other)).when(.lineCancelled("L1"))
        #expect(outcomes(scenario) == [.setAside])
        try scenario.when(.shipment()).then(.pending(.shipmentConfirmation))
    }

    @Test("An operator assigns what was set aside")
    func assigned() throws {
        var family = try given(.created(), .created(and: ChannelTests.other)).shop.family
        let message = try OMSMessageReader().message(from: Array(Wire.lineCancelled("L1").text.utf8))
        let entry = LogEntry(
            position: 3, receivedAt: Timestamp(microseconds: 0), isHistorical: false, message: message)
        family.apply(entry, assignedTo: "OTHER", rules: ChannelRules()) { _, _, _ in }
        #expect(family.order("OTHER")?.cancelledLines == [1])
        #expect(family.order("NORTHQUAY")?.cancelledLines == [])
    }

    @Test("A refund's store_id counts if it is a known channel: configured, or of this order")
    func storeIDIsChannel() throws {
        let stored: WireJSON = ["sales_channel_id": .absent, "store_id": "OTHER"]
        let byConfiguration = try given([.created()], policy: ChannelTests.several)
            .when(.refund(type: "appeasement", and: stored))
        #expect(byConfiguration.shop.order("OTHER").refunds.count == 1)
        let byOrder = try given(.created(), .created(and: ChannelTests.other))
            .when(.refund(type: "appeasement", and: stored))
        #expect(byOrder.shop.order("OTHER").refunds.count == 1)
    }

    @Test("A store_id that is the source does not count: the only channel known for the order does")
    func storeIDIsSource() throws {
        let source: WireJSON = ["sales_channel_id": nil, "store_id": "WH-EMDEN"]
        try given(.created()).when(.refund(type: "appeasement", and: source)).then(.pending(.refundTriggered))
        let early = try givenNothing().when(.refund(type: "appeasement", and: source))
        #expect(outcomes(early) == [.waiting])
        try early.when(.created()).then(.delegated(.orderConfirmation), .pending(.refundTriggered))
    }

    @Test("A snapshot without channel takes the default channel when at most one is configured", arguments: [0, 1])
    func defaultChannel(configured: Int) throws {
        let policy = configured == 0 ? Policy() : Policy(channels: ["NORTHQUAY": ChannelPolicy()])
        let scenario = try given([], policy: policy).when(.created(and: ["store": nil]))
            .then(.delegated(.orderConfirmation))
        #expect(scenario.shop.communications[0].salesChannel == "default")
        let named = try given([], policy: Policy(defaultChannel: "MAIN")).when(.created(and: ["store": ""]))
        #expect(named.shop.communications[0].salesChannel == "MAIN")
    }

    @Test("With several configured it waits for its order, or for an operator")
    func snapshotWaits() throws {
        let scenario = try given([], policy: ChannelTests.several).when(.created(and: ["store": nil]))
        #expect(outcomes(scenario) == [.waiting])
        let known = try scenario.when(.shipment())
        #expect(known.order.isPlaced)
    }

    @Test("A message that waited keeps its own place in the log")
    func position() throws {
        let source: WireJSON = ["sales_channel_id": nil, "store_id": "WH-EMDEN"]
        let told = try given(.refund(type: "appeasement", and: source)).when(.created()).told(.refundTriggered)
        #expect(told.position == 1)
    }
}
