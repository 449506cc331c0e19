import Communications
import OMSMessages
import OrderModel
import Testing

/// Fixed vectors, computed with Python: `uuid.uuid5(UUID("6b1f0c52-8e37-5d2a-9c44-1b7f30d8e265"), key)`. They must never
/// change: another id would tell everybody everything again.
@Suite("Keys and ids are for ever")
struct CommunicationKeyTests {
    @Test(
        "The id is the UUIDv5 of the key",
        arguments: [
            (#"["order_confirmation","NORTHQUAY","NQ-1"]"#, "67fdf5da-6322-5aaf-b6ad-77b04d44f5e9"),
            (#"["shipment_confirmation","NORTHQUAY","NQ-1","SR-1"]"#, "adfe669d-0679-53b8-80bb-bd1d1ad8cb28"),
            (#"["payment_authorization_failed","NORTHQUAY","NQ-1",1]"#, "6e37745e-ccd0-500f-890a-9275888415e6"),
            (#"["payment_capture_failed","NORTHQUAY","NQ-1",1]"#, "846d1d10-daf9-58df-9db8-40b835c5e6e0"),
            (#"["order_cancellation","NORTHQUAY","NQ-1"]"#, "94dd1582-7bf0-5d1e-8928-76c99f49ea16"),
            (#"["return_authorized","NORTHQUAY","NQ-1","RMA-1",[1,2]]"#, "29cf69f4-44f3-5747-a1c7-34652d7f7708"),
            (#"["return_received","NORTHQUAY","NQ-1","RMA-1",[1,2]]"#, "9f769ac0-3564-5c28-86ce-7bf5b8e8c146"),
            (#"["refund_triggered","NORTHQUAY","NQ-1","CN-1"]"#, "c4a9dda5-e971-5175-a193-eee978f1a970"),
            (#"["refund_triggered","LÄDEN","NQ:1-\"x\"","CN-1"]"#, "b46031da-6b76-570c-acda-0f166e8f85af"),
        ])
    func vectors(key: String, id: String) {
        #expect(CommunicationKey.id(of: key) == id)
    }

    @Test("A communication of each kind has the id of its vector")
    func everyKind() throws {
        let scenario = try given(
            .created(), .shipment(), .returnUpdated("REQUESTED", lines: [1, 2]), .returnReceived(lines: [1, 2]),
            .refund(), .updated("ERROR", reason: "VALIDATE_AUTH_FAIL", at: feb(2)),
            .updated("ERROR", reason: "CAPTUREFAILURE", at: feb(3)),
            .updated("COMPLETE", reason: "CANCELLED", at: feb(4)))
        #expect(
            try Kind.all.map { try scenario.told($0).id } == [
                "67fdf5da-6322-5aaf-b6ad-77b04d44f5e9", "adfe669d-0679-53b8-80bb-bd1d1ad8cb28",
                "6e37745e-ccd0-500f-890a-9275888415e6", "846d1d10-daf9-58df-9db8-40b835c5e6e0",
                "94dd1582-7bf0-5d1e-8928-76c99f49ea16", "29cf69f4-44f3-5747-a1c7-34652d7f7708",
                "9f769ac0-3564-5c28-86ce-7bf5b8e8c146", "c4a9dda5-e971-5175-a193-eee978f1a970",
            ])
    }

    @Test("No id can imitate another's key")
    func hostileIDs() throws {
        let one = try givenNothing().when(.created(and: ["store": "A\",\"B"])).shop.communications
        let two = try givenNothing().when(.created(and: ["store": "A"])).shop.communications
        #expect(one.map(\.key) == [#"["order_confirmation","A\",\"B","NQ-1"]"#])
        #expect(one[0].id != two[0].id)
    }

    @Test("Two sales channels that share an order id have communications of their own")
    func perChannel() throws {
        let scenario = try given(.created()).when(.created(and: ["store": "OTHER"]))
        #expect(Set(scenario.shop.communications.map(\.id)).count == 2)
    }
}
