import Communications
import OMSMessages
import OrderModel
public import Postgres

extension StoredCommunication {
    /// The number of columns that ``init(_:)`` reads; what a statement selects besides comes after them.
    public static let columnCount = 31

    /// Reads the columns that every statement about whole communications selects first, in the order of
    /// `stored_communication`.
    public init(_ row: Row) throws(PostgresError) {
        shard = try row.int16(0)
        id = try row.uuid(1)
        key = try row.string(2)
        kindName = try row.string(3)
        audience = Audience(rawValue: try row.string(4)) ?? .customerService
        salesChannel = try row.string(5)
        orderID = try row.string(6)
        subject = Subject(
            refundID: try row.optionalString(7), returnID: try row.optionalString(8),
            shipmentID: try row.optionalString(9), lines: try row.int32Array(10).map(Int.init))
        occurrence = try row.optionalInt(11)
        refundType = try row.optionalString(12).flatMap(RefundType.init(rawValue:))
        refundTypeSource = try row.optionalString(13).flatMap(FactSource.init(rawValue:))
        returnLinkSource = try row.optionalString(14).flatMap(FactSource.init(rawValue:))
        status = CommunicationStatus(rawValue: try row.string(15)) ?? .held
        reason = try row.optionalString(16)
        detail = try row.optionalString(17)
        position = try row.int64(18)
        messageID = try row.optionalString(19)
        occurredAt = Timestamp(try row.timestamp(20))
        decidedAt = Timestamp(try row.timestamp(21))
        dueAt = try row.optionalTimestamp(22).map { Timestamp($0) }
        raisedAt = try row.optionalTimestamp(23).map { Timestamp($0) }
        locale = try row.string(24)
        recipient = Recipient(
            name: try row.optionalString(25), email: try row.optionalString(26), phone: try row.optionalString(27),
            source: try row.optionalString(28).flatMap(CustomerContact.Source.init(rawValue:)))
        facts = try row.bytes(29)
        resendOf = try row.optionalUUID(30)
    }

    /// Reads rows of `communications_of_order`, in which a communication stands once for each of its deliveries.
    static func all(in rows: Rows) throws(PostgresError) -> [StoredCommunication] {
        var found: [StoredCommunication] = []
        for row in rows {
            let id = try row.uuid(1)
            if found.isEmpty || found[found.endIndex - 1].id != id { found.append(try StoredCommunication(row)) }
            guard try !row.isNull(columnCount) else { continue }
            found[found.endIndex - 1].deliveries.append(try DeliveryRecord(row, of: id, from: columnCount))
        }
        return found
    }
}
