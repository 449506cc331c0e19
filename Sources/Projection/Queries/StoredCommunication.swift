import OMSMessages
import OrderModel
public import Postgres

/// A communication as it stands in the database, with its deliveries.
public struct StoredCommunication: Sendable {
    public var shard: Int16
    public var id: PostgresUUID
    public var key: String
    public var kind: String
    public var audience: String
    public var salesChannel: String
    public var orderID: String
    public var refundID: String?
    public var returnID: String?
    public var shipmentID: String?
    public var lines: [Int32]
    public var occurrence: Int32?
    public var refundType: String?
    public var refundTypeSource: String?
    public var returnLinkSource: String?
    public var status: String
    public var reason: String?
    public var detail: String?
    public var position: Int64
    public var messageID: String?
    public var occurredAt: PostgresTimestamp
    public var decidedAt: PostgresTimestamp
    public var dueAt: PostgresTimestamp?
    /// When a hold past its deadline was raised to customer service.
    public var raisedAt: PostgresTimestamp?
    public var locale: String
    public var recipientName: String?
    public var recipientEmail: String?
    public var recipientPhone: String?
    public var recipientSource: String?
    /// A JSON object.
    public var facts: String
    public var resendOf: PostgresUUID?
    public var deliveries: [Delivery] = []

    /// One delivery of a communication: one channel, one recipient.
    public struct Delivery: Sendable {
        public var channel: String
        public var recipient: String
        public var status: String
        public var reason: String?
        public var attempts: Int32
        public var nextAttemptAt: PostgresTimestamp?
        public var createdAt: PostgresTimestamp
        public var finishedAt: PostgresTimestamp?
    }

    /// One try of a delivery.
    public struct Attempt: Sendable {
        public var channel: String
        public var recipient: String
        public var attempt: Int32
        public var startedAt: PostgresTimestamp
        public var durationMilliseconds: Int32?
        public var outcome: String?
        public var errorClass: String?
        public var response: String?
        public var nextAttemptAt: PostgresTimestamp?
    }

    /// Reads a row of `communication_resource` and its siblings.
    init(_ row: Row) throws(PostgresError) {
        shard = try row.int16(0)
        id = try row.uuid(1)
        key = try row.string(2)
        kind = try row.string(3)
        audience = try row.string(4)
        salesChannel = try row.string(5)
        orderID = try row.string(6)
        refundID = try row.optionalString(7)
        returnID = try row.optionalString(8)
        shipmentID = try row.optionalString(9)
        lines = try row.int32Array(10)
        occurrence = try row.optionalInt32(11)
        refundType = try row.optionalString(12)
        refundTypeSource = try row.optionalString(13)
        returnLinkSource = try row.optionalString(14)
        status = try row.string(15)
        reason = try row.optionalString(16)
        detail = try row.optionalString(17)
        position = try row.int64(18)
        messageID = try row.optionalString(19)
        occurredAt = try row.timestamp(20)
        decidedAt = try row.timestamp(21)
        dueAt = try row.optionalTimestamp(22)
        raisedAt = try row.optionalTimestamp(23)
        locale = try row.string(24)
        recipientName = try row.optionalString(25)
        recipientEmail = try row.optionalString(26)
        recipientPhone = try row.optionalString(27)
        recipientSource = try row.optionalString(28)
        facts = try row.string(29)
        resendOf = try row.optionalUUID(30)
    }
}
