internal import HTTPTypes
internal import OMSMessages
internal import Postgres
internal import Schema

/// What stands still until a person decides: one list, section after section.
enum DeadLetters: String, CaseIterable, Sendable {
    case parkedOrder = "parked_order"
    case setAsideMessage = "set_aside_message"
    case failedDelivery = "failed_delivery"

    /// How many values a cursor has: the section, and a place in it.
    static let cursorCount = 1 + DeliveryPage.Place.count

    /// A page of the list.
    static func answer(_ call: Call, _ pool: ConnectionPool) async throws -> Answer {
        let only = try call.word("type", of: allCases.map(\.rawValue)).flatMap { DeadLetters(rawValue: $0) }
        let cursor = try call.cursor(of: "dead-letters", count: cursorCount)
        var sections = only.map { [$0] } ?? allCases
        if let cursor {
            guard let section = cursor[0].string.flatMap({ DeadLetters(rawValue: $0) }),
                let index = sections.firstIndex(of: section)
            else { throw Cursor.invalid }
            sections.removeFirst(index)
        }
        var place = cursor.map { Array($0.dropFirst()) }
        var remaining = try call.limit()
        var next: String?
        var json = JSONWriter(reservingCapacity: 4096)
        json.beginObject()
        json.key("dead_letters")
        json.beginArray()
        for (index, section) in sections.enumerated() {
            let rows = try await section.rows(pool, behind: place, limit: remaining + 1)
            place = nil
            for row in rows.prefix(remaining) { try section.write(row, to: &json) }
            if rows.count > remaining {
                next = try section.cursor(behind: rows[remaining - 1])
                break
            }
            remaining -= rows.count
            if remaining == 0 {
                if index + 1 < sections.count { next = sections[index + 1].cursorOfStart }
                break
            }
        }
        json.endArray()
        json.next(next)
        json.endObject()
        return Answer(.ok, contentType: Answer.jsonType, body: json.bytes)
    }

    private func rows(_ pool: ConnectionPool, behind values: [JSONValue]?, limit: Int) async throws -> Rows {
        // The start of a section has no place.
        let values = values?.first?.isNull == true ? nil : values
        var binds = Parameters()
        switch self {
        case .parkedOrder:
            let place = try values.map(Self.shardAndText)
            binds.append(place?.shard)
            binds.append(place?.text)
            binds.append(Int32(clamping: limit))
            return try await Self.query(pool, SQL.listParkedOrders, binds)
        case .setAsideMessage:
            let place = try values.map(Self.shardAndPosition)
            binds.append(place?.shard)
            binds.append(place?.position)
            binds.append(Int32(clamping: limit))
            return try await Self.query(pool, SQL.listSetAsideMessages, binds)
        case .failedDelivery:
            let page = DeliveryPage(status: "failed", after: try values.map(DeliveryPage.Place.init))
            return try await page.rows(pool, limit: limit)
        }
    }

    private static func query(_ pool: ConnectionPool, _ statement: Statement, _ binds: Parameters) async throws -> Rows
    {
        try await pool.withConnection { try $0.query(statement, binds) }
    }

    private static func shardAndText(_ values: [JSONValue]) throws(Problem) -> (shard: Int16, text: String) {
        guard let shard = values[0].int.flatMap(Int16.init(exactly:)), let text = values[1].string else {
            throw Cursor.invalid
        }
        return (shard, text)
    }

    private static func shardAndPosition(_ values: [JSONValue]) throws(Problem) -> (shard: Int16, position: Int64) {
        guard let shard = values[0].int.flatMap(Int16.init(exactly:)), let position = values[1].int else {
            throw Cursor.invalid
        }
        return (shard, Int64(position))
    }

    private var cursorOfStart: String {
        Cursor.text("dead-letters") { json in
            json.value(rawValue)
            for _ in 1..<Self.cursorCount { json.null() }
        }
    }

    private func cursor(behind row: Row) throws -> String {
        let delivery = self == .failedDelivery ? try DeliveryPage.Place(row) : nil
        let shard = delivery == nil ? try row.int16(0) : 0
        let order = self == .parkedOrder ? try row.string(1) : nil
        let position = self == .setAsideMessage ? try row.int64(1) : 0
        return Cursor.text("dead-letters") { json in
            json.value(rawValue)
            if let delivery { return delivery.write(to: &json) }
            json.value(shard)
            if let order { json.value(order) } else { json.value(position) }
            json.null()
            json.null()
        }
    }

    private func write(_ row: Row, to json: inout JSONWriter) throws {
        try json.object { json in
            json.member("type", rawValue)
            switch self {
            case .parkedOrder:
                json.position(try row.int16(0), try row.int64(2))
                json.member("order_id", try row.string(1))
                json.member("error", try row.string(3))
                json.member("attempts", try row.int32(4))
                json.member("since", instant: try row.timestamp(5))
            case .setAsideMessage:
                json.position(try row.int16(0), try row.int64(1))
                json.member("order_id", try row.string(2))
                json.member("method", try row.string(3))
                json.member("message_id", try row.optionalString(4))
                json.member("since", instant: try row.timestamp(5))
            case .failedDelivery:
                try DeliveryPage.write(row, to: &json)
            }
        }
    }
}
