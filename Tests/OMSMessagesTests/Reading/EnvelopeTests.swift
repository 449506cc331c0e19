import OMSMessages
import Testing

@Suite("Envelope")
struct EnvelopeTests {
    @Test("the envelope of a whole order")
    func order() throws {
        let bytes = Array(Fixtures.orderCreated.utf8)
        let envelope = try OMSMessageReader().envelope(of: bytes)
        #expect(envelope.method == .orderCreated)
        #expect(envelope.rpcID == #""a8d0f3c2-51b7-4c1e-9b7a-0c4e2d6f7a10""#)
        #expect(envelope.messageID == "a8d0f3c2-51b7-4c1e-9b7a-0c4e2d6f7a10")
        #expect(envelope.client == "seven-mills")
        #expect(envelope.orderID == "SM-50012")
        #expect(envelope.salesChannel == "MILLS_FR")
        #expect(String(decoding: bytes[envelope.params].prefix(10), as: UTF8.self) == #"{"order": "#)
        #expect(bytes[envelope.params].last == UInt8(ascii: "}"))
    }

    @Test("envelope() and message() agree on every fixture", arguments: Fixtures.all)
    func agreement(json: String) throws {
        #expect(try Read.envelope(json) == Read.message(json).envelope)
    }

    @Test(
        "every known method is known by its text",
        arguments: [
            OMSMethod.orderCreated, .orderUpdated, .orderLineCancelled, .customerShipmentDone, .returnUpdated,
            .returnReceived, .refundUpdated,
        ])
    func methods(method: OMSMethod) throws {
        #expect(try Read.envelope(method.text, params: "{}").method == method)
        #expect(try Read.envelope(method.text.uppercased(), params: "{}").method == .other(method.text.uppercased()))
        #expect(OMSMethod(method.text) == method)
    }

    @Test("unknown and reported methods keep their text")
    func otherMethods() throws {
        #expect(try Read.envelope("a.b.c", params: "{}").method == .other("a.b.c"))
        #expect(
            try Read.envelope("magento.sales.order_management.reported", params: "{}").method
                == .reported("magento.sales.order_management.reported"))
        #expect(try Read.envelope(#"a.\u0062"#, params: "{}").method == .other("a.b"))
    }

    @Test(
        "id: text, number, null or absent",
        arguments: [
            (#""id": "x""#, #""x""#, "x"), (#""id": 90417"#, "90417", "90417"), (#""id": "1""#, #""1""#, "1"),
            (#""id": null"#, nil, nil), (#""other": 1"#, nil, nil), (#""id": 1.0"#, "1.0", "1.0"),
            (#""id": """#, #""""#, nil), (#""id": true"#, nil, nil), (#""id": {}"#, nil, nil),
            (#""id": "a\u0062""#, #""a\u0062""#, "ab"),
        ] as [(String, String?, String?)])
    func id(member: String, rpcID: String?, messageID: String?) throws {
        let envelope = try Read.envelope(#"{"method": "m", \#(member)}"#)
        #expect(envelope.rpcID == rpcID)
        #expect(envelope.messageID == messageID)
    }

    @Test("jsonrpc may be absent, a number or anything")
    func version() throws {
        for version in ["", #""jsonrpc": 2.0,"#, #""jsonrpc": "1.0","#] {
            #expect(try Read.envelope(#"{\#(version) "method": "m"}"#).method == .other("m"))
        }
    }

    @Test(
        "the order and channel of every known method",
        arguments: [
            (OMSMethod.orderCreated, #"{"order": {"id": " A ", "store": "S"}}"#, "A", "S"),
            (.orderUpdated, #"{"order": {"id": 7, "store": null}}"#, "7", nil),
            (.orderUpdated, #"{"order": {"store": "S"}, "order_id": "A"}"#, nil, "S"),
            (.orderUpdated, #"{"order": [{"id": "A"}]}"#, nil, nil),
            (.orderLineCancelled, #"{"order_id": "A", "order_line_id": "1", "sales_channel_id": "S"}"#, "A", nil),
            (.customerShipmentDone, #"{"shipment": {"order_id": "A", "store_id": "S"}}"#, "A", "S"),
            (.returnUpdated, #"{"return": {"order_id": "A", "sales_channel_id": "S"}}"#, "A", "S"),
            (.returnReceived, #"{"return": {"order_id": "A", "sales_channel_id": ""}}"#, "A", nil),
            (.refundUpdated, #"{"refund": {"order_id": "A", "sales_channel_id": "S", "store_id": "W"}}"#, "A", "S"),
            (.refundUpdated, #"{"refund": {"order_id": "", "store_id": "W"}}"#, nil, nil),
        ] as [(OMSMethod, String, String?, String?)])
    func knownPlaces(method: OMSMethod, params: String, orderID: String?, channel: String?) throws {
        let envelope = try Read.envelope(method.text, params: params)
        #expect(envelope.orderID == orderID)
        #expect(envelope.salesChannel == channel)
    }

    @Test(
        "the order and channel of reported and unknown methods",
        arguments: [
            (#"{"order": {"id": "A", "store": "S"}}"#, "A", "S"),
            (#"{"order_id": "A", "sales_channel_id": "S"}"#, "A", "S"),
            (#"{"shipment": {"order_id": "A", "store_id": "S"}}"#, "A", "S"),
            (#"{"return": {"order_id": "A", "sales_channel_id": "S"}}"#, "A", "S"),
            (#"{"refund": {"order_id": "A", "store_id": "S"}}"#, "A", nil),
            (#"{"shipping_address_modification": {"order_id": "A", "sales_channel_id": "S"}}"#, "A", "S"),
            (#"{"sales_channel_id": "S", "thing": {"order_id": "A"}}"#, "A", "S"),
            (#"{"note": 1, "x": {}, "y": {"order_id": 5}}"#, "5", nil),
            (#"{"sales_channel": {"id": "S", "name": "N"}}"#, nil, nil),
            (#"{"order": "A"}"#, nil, nil), ("[]", nil, nil), ("[{\"order_id\": \"A\"}]", nil, nil), ("{}", nil, nil),
        ] as [(String, String?, String?)])
    func otherPlaces(params: String, orderID: String?, channel: String?) throws {
        for method in ["a.b.reported", "a.b.c"] {
            let envelope = try Read.envelope(method, params: params)
            #expect(envelope.orderID == orderID)
            #expect(envelope.salesChannel == channel)
        }
    }

    @Test("a known method without its argument or its order is another message")
    func otherPayload() throws {
        for params in [#"{}"#, #"{"order": []}"#, #"{"order": {"store": "S"}}"#, #"{"order": {"id": " "}}"#, "[]"] {
            let message = try Read.message(
                #"{"method": "magento.sales.order_management.created", "params": \#(params)}"#)
            #expect(message.payload == .other)
        }
        #expect(
            try Read.message(#"{"method": "magento.sales.order_management.created"}"#).payload == .other)
        #expect(try Read.message(#"{"method": "x", "params": {"order": {"id": "A"}}}"#).payload == .other)
        #expect(try Read.message(#"{"method": "a.reported", "params": {"order": {"id": "A"}}}"#).payload == .other)
    }

    @Test("params are absent, null, an object or an array; their bytes are found behind a byte order mark")
    func params() throws {
        #expect(try Read.envelope(#"{"method": "m"}"#).params.isEmpty)
        #expect(try Read.envelope(#"{"method": "m", "params": null}"#).params.isEmpty)
        let bytes = [0xEF, 0xBB, 0xBF] + Array(#" {"method": "m", "params": [1, 2] } "#.utf8)
        let envelope = try OMSMessageReader().envelope(of: bytes)
        #expect(String(decoding: bytes[envelope.params], as: UTF8.self) == "[1, 2]")
    }
}
