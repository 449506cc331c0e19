import Communications
import OMSMessages
import OrderModel
import Postgres
import Testing

@testable import Projection

/// The JSON of a communication is a contract with everybody who reads the API, an export or the mailbox.
@Suite("A communication as JSON")
struct CommunicationJSONTests {
    private static let id = PostgresUUID("0e5c814a-1a2d-54ce-950c-ac099e12b471")!

    private func refund() -> StoredCommunication {
        var communication = StoredCommunication(
            shard: 17, id: Self.id, key: "k", kindName: "refund_triggered", audience: .customer,
            salesChannel: "NORTHQUAY_DE", orderID: "NQ-20731",
            subject: Subject(refundID: "CNX-3307", returnID: "RMA-1", lines: [1, 12]), refundType: .return,
            refundTypeSource: .explicit, returnLinkSource: .inferred, status: .sending, reason: "sending",
            position: 412, messageID: "m-1", occurredAt: Timestamp("2026-02-19T12:00:00+01:00")!,
            decidedAt: Timestamp("2026-02-19T11:00:01.25Z")!, locale: "de_DE",
            recipient: StoredCommunication.Recipient(name: "Mirela", email: "m@mail.example", source: .billing),
            facts: Array(#"{"amount":"1.00"}"#.utf8), resendOf: Self.id)
        communication.deliveries = [
            DeliveryRecord(
                sending: Self.id, over: "mailbox", to: "m@mail.example", attempts: 2,
                createdAt: Timestamp("2026-02-19T11:00:02Z")!)
        ]
        return communication
    }

    private static let start = """
        {"id":"0e5c814a-1a2d-54ce-950c-ac099e12b471","kind":"refund_triggered","audience":"customer",\
        "sales_channel":"NORTHQUAY_DE","order_id":"NQ-20731",\
        "subject":{"refund_id":"CNX-3307","return_id":"RMA-1","shipment_id":null,"lines":[1,12]},\
        "refund_type":"return","refund_type_source":"explicit","return_link_source":"inferred",\
        "status":"sending","reason":"sending","detail":null,"position":{"shard":17,"position":412},\
        "message_id":"m-1","occurred_at":"2026-02-19T11:00:00Z","decided_at":"2026-02-19T11:00:01.25Z",\
        "due_at":null,"raised_at":null,"locale":"de_DE",
        """
    private static let end = """
        "resend_of":"0e5c814a-1a2d-54ce-950c-ac099e12b471","facts":{"amount":"1.00"},\
        "deliveries":[{"channel":"mailbox","recipient":"m@mail.example","status":"sending","reason":"sending",\
        "attempts":2,"next_attempt_at":null,"created_at":"2026-02-19T11:00:02Z","finished_at":null}]
        """

    @Test("The API gives every member, missing ones as null, in one order")
    func api() {
        var json = JSONWriter()
        refund().write(to: &json)
        let recipient = #""recipient":{"name":"Mirela","email":"m@mail.example","phone":null,"source":"billing"},"#
        #expect(json.text == Self.start + recipient + Self.end + "}")
    }

    @Test("What goes out names the addresses it goes to and not how else the customer is reached")
    func outgoing() {
        var json = JSONWriter()
        refund().write(to: &json, recipient: false) { $0.member("rendered", "text") }
        #expect(json.text == Self.start + Self.end + #","rendered":"text"}"#)
    }

    @Test("A payment exception tells its occurrence, and no customer")
    func paymentException() throws {
        var communication = refund()
        communication.kindName = "payment_capture_failed"
        communication.audience = .customerService
        communication.occurrence = 2
        communication.recipient = StoredCommunication.Recipient()
        var json = JSONWriter()
        communication.write(to: &json)
        let root = try JSONDocument(json.bytes).root
        #expect(root.int("occurrence") == 2)
        #expect(root["recipient"]?.members.map(\.name) == ["name", "email", "phone", "source"])
        #expect(root["recipient"]?.members.allSatisfy { $0.value.kind == .null } == true)
    }

    @Test("A kind that this program does not know is shown as it is stored")
    func unknownKind() throws {
        var communication = refund()
        communication.kindName = "loyalty_points"
        var json = JSONWriter()
        communication.write(to: &json)
        #expect(try JSONDocument(json.bytes).root.string("kind") == "loyalty_points")
        #expect(communication.kind == nil)
    }
}
