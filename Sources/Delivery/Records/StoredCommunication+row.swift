import Communications
import OMSMessages
import OrderModel
import Postgres

extension StoredCommunication {
    /// The number of columns that ``init(_:from:)`` reads.
    static let columnCount = 31

    /// Reads the columns that every statement of `sql/statements/delivery` lists in the same order, starting at `start`.
    init(_ row: Row, from start: Int = 0) throws(PostgresError) {
        id = try row.uuid(start)
        key = try row.string(start + 1)
        kindName = try row.string(start + 2)
        audience = Audience(rawValue: try row.string(start + 3)) ?? .customerService
        salesChannel = try row.string(start + 4)
        orderID = try row.string(start + 5)
        subject = Subject(
            refundID: try row.optionalString(start + 6), returnID: try row.optionalString(start + 7),
            shipmentID: try row.optionalString(start + 8), lines: try row.int32Array(start + 9).map(Int.init))
        occurrence = try row.optionalInt(start + 10)
        refundType = try row.optionalString(start + 11).flatMap(RefundType.init(rawValue:))
        refundTypeSource = try row.optionalString(start + 12).flatMap(FactSource.init(rawValue:))
        returnLinkSource = try row.optionalString(start + 13).flatMap(FactSource.init(rawValue:))
        status = CommunicationStatus(rawValue: try row.string(start + 14)) ?? .held
        reason = try row.optionalString(start + 15)
        detail = try row.optionalString(start + 16)
        shard = try row.int16(start + 17)
        position = try row.int64(start + 18)
        messageID = try row.optionalString(start + 19)
        occurredAt = Timestamp(try row.timestamp(start + 20))
        decidedAt = Timestamp(try row.timestamp(start + 21))
        dueAt = try row.optionalTimestamp(start + 22).map(Timestamp.init)
        raisedAt = try row.optionalTimestamp(start + 23).map(Timestamp.init)
        locale = try row.string(start + 24)
        contact = try CustomerContact(row, from: start + 25)
        facts = try row.bytes(start + 29)
        resendOf = try row.optionalUUID(start + 30)
    }
}

extension CustomerContact {
    /// Reads name, e-mail, phone and source; nil while nothing of them is known.
    fileprivate init?(_ row: Row, from start: Int) throws(PostgresError) {
        let email = try row.optionalString(start + 1)
        let phone = try row.optionalString(start + 2)
        guard email != nil || phone != nil else { return nil }
        let source = try row.optionalString(start + 3).flatMap(Source.init(rawValue:))
        self.init(email: email, phone: phone, name: try row.optionalString(start), source: source ?? .anyAddress)
    }
}

extension Timestamp {
    init(_ stored: PostgresTimestamp) { self.init(microseconds: stored.microsecondsSince1970) }
}

extension PostgresTimestamp {
    init(_ moment: Timestamp) { self.init(microsecondsSince1970: moment.microseconds) }
}
