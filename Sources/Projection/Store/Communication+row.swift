import Communications
import OMSMessages
import OrderModel
import Postgres

extension Communication {
    /// Reads a held communication as `load_held` selects it.
    init(held row: Row, policy: Policy) throws(PostgresError) {
        let shard = try row.int16(26)
        let kindName = try row.string(2)
        guard let kind = Kind(name: kindName) else {
            throw PostgresError(
                .decoding, "communication of unknown kind '\(kindName)'; is this program older than the database?")
        }
        let channel = try row.string(3)
        let addressing: Addressing =
            switch kind {
            case .customer(let kind): .customer(kind, try CustomerContact(row: row, from: 21))
            case .customerService(let kind): .customerService(kind, policy.channel(channel).customerService)
            }
        self.init(
            id: try row.uuid(0).description, key: try row.string(1), addressing: addressing, salesChannel: channel,
            orderID: try row.string(4),
            subject: Subject(
                refundID: try row.optionalString(5), returnID: try row.optionalString(6),
                shipmentID: try row.optionalString(7), lines: try row.int32Array(8).map(Int.init)),
            occurrence: try row.optionalInt(9),
            refundType: try row.optionalString(10).flatMap { RefundType(rawValue: $0) },
            refundTypeSource: try row.optionalString(11).flatMap { FactSource(rawValue: $0) },
            returnLinkSource: try row.optionalString(12).flatMap { FactSource(rawValue: $0) },
            disposition: .held(try row.optionalString(14).flatMap { HoldReason(rawValue: $0) } ?? .waitingForOrder),
            shard: shard, position: try row.int64(15), messageID: try row.optionalString(16),
            occurredAt: Timestamp(try row.timestamp(17)), decidedAt: Timestamp(try row.timestamp(18)),
            locale: try row.string(20), facts: Array(try row.string(25).utf8),
            dueAt: try row.optionalTimestamp(19).map { Timestamp($0) }, deliveries: [])
    }
}

extension CustomerContact {
    /// Reads name, e-mail, phone and source from four columns; nil where no address was found.
    init?(row: Row, from column: Int) throws(PostgresError) {
        guard let source = try row.optionalString(column + 3).flatMap({ Source(rawValue: $0) }) else { return nil }
        self.init(
            email: try row.optionalString(column + 1), phone: try row.optionalString(column + 2),
            name: try row.optionalString(column), source: source)
    }
}
