import EventLog
import HeraldTesting
import Postgres

/// Messages of one invented order, with only what a test asks for; and what a test does to the log by hand.
enum Quay {
    static let order = "NQ-1"
    static let channel = "NORTHQUAY"

    static func shard(of order: String = order) -> Int16 { ShardHash.shard(ofOrder: order, among: 64) }

    /// A moment in March 2026, in microseconds since 1970.
    static func march(_ day: Int64, hour: Int64 = 9) -> Int64 {
        1_772_323_200_000_000 + ((day - 1) * 24 + hour) * 3_600_000_000
    }

    /// `created` or `updated`: lines 1 and 2 and a SHIPPING line, bought by Mirela for Tibor.
    static func snapshot(
        _ status: String, reason: String = "X", day: Int, isCreation: Bool = false, channel: String? = channel,
        order: String = order, cancelledLines: Set<Int> = [], more: String = ""
    ) -> [UInt8] {
        let lines = (1...3).map { number in
            let lineStatus = cancelledLines.contains(number) ? "CANCELLED" : "NEW"
            let type = number == 3 ? "SHIPPING" : "PHYSICAL"
            return #"{"id":"\#(number == 3 ? "SHIPPING" : "L\(number)")","line_number":\#(number),"#
                + #""product_type":"\#(type)","sku":"SKU-\#(number)","product_name":"Thing \#(number)","#
                + #""shipping_address_reference":"A2","payment_reference":"P1","status":"\#(lineStatus)","#
                + #""amount":{"net_amount":10,"gross_amount":"11.90","tax_amount":1.9,"currency":"EUR"}}"#
        }
        let method = isCreation ? "created" : "updated"
        return message(
            "magento.sales.order_management.\(method)",
            #"{"order":{"id":"\#(order)","store":\#(channel.map { "\"\($0)\"" } ?? "null"),"status":"\#(status)","#
                + #""status_reason":"\#(reason)","status_date":"2026-03-\#(two(day))T10:00:00Z","language":"de_DE","#
                + #""ip":"203.0.113.24","origin_date":"2026-03-01T08:00:00Z","customer":{"id":"C-8812","type":"GUEST"},"#
                + #""gift_message":"With love, Mirela","addresses":[\#(mirela),\#(tibor)],"#
                + #""payments":[{"reference":"P1","currency":"EUR","transactions":[{"payment_method":"CREDITCARD","#
                + #""amount":35.7,"billing_address_reference":"A1","gateway_information":{"gateway_id":"NORTHPAY","#
                + #""account":"nq","transaction_id":"np_1","payment_account_unique_id":"card-4711"}}]}],"#
                + #""lines":[\#(lines.joined(separator: ","))]\#(more)}}"#, id: "\(method)-\(day)-\(status)")
    }

    static let mirela =
        #"{"reference":"A1","first_name":"Mirela","last_name":"Osterhaus","address1":"Lotsenweg 14","city":"Bremen","#
        + #""state":"HB","zip":"28217","country_code":"DE","phone":"+49 421 5550143","email":"mirela@mail.example"}"#
    static let tibor =
        #"{"reference":"A2","first_name":"Tibor","last_name":"Osterhaus","address1":"Kranstieg 3","city":"Leer","#
        + #""zip":"26789","country_code":"DE","email":"tibor@mail.example"}"#

    static func lineCancelled(_ lineID: String, order: String = order) -> [UInt8] {
        message(
            "magento.sales.order_management.line_cancelled",
            #"{"order_id":"\#(order)","order_line_id":"\#(lineID)"}"#, id: "cancel-\(lineID)")
    }

    static func shipment(_ id: String = "SR-1", lines: [Int] = [1, 2], day: Int = 3) -> [UInt8] {
        let items = lines.map { #"{"order_line_id":"L\#($0)","order_line_number":\#($0),"status":"SHIPPED"}"# }
        return message(
            "magento.logistics.fulfillment_management.customer_shipment_done",
            #"{"shipment":{"shipment_request_id":"\#(id)","store_id":"\#(channel)","order_id":"\#(order)","#
                + #""source_id":"WH-1","method":"STANDARD","shipment_date":"2026-03-\#(two(day))T12:00:00Z","#
                + #""items":[\#(items.joined(separator: ","))],"packages":[{"id":"PK-1","items":\#(lines),"#
                + #""carrier":"Nordpost","tracking_number":"NP1","tracking_comment":"Leave with Mrs Falkenrath"}],"#
                + #""address":{"first_name":"Tibor","last_name":"Osterhaus","address1":"Kranstieg 3","city":"Leer","#
                + #""zip":"26789","country_code":"DE"}}}"#, id: "ship-\(id)")
    }

    static func refund(_ id: String, type: String?, rma: String? = nil, lines: [Int] = [1], day: Int = 6) -> [UInt8] {
        let parts = lines.map {
            #"{"order_line":"\#($0)","reason":"R","payments":[{"ref":"P1","cost_gross":"11.90"}]}"#
        }
        return message(
            "magento.postsales.refund_management.updated",
            #"{"refund":{"sales_channel_id":"\#(channel)","store_id":"\#(channel)","order_id":"\#(order)","#
                + #""credit_note_number":"\#(id)","credit_note_date":"2026-03-\#(two(day))","user":"agent.juno","#
                + #""status":{"code":"PENDINGRELEASE","date":"2026-03-\#(two(day))"},"#
                + #""rma":\#(rma.map { "\"\($0)\"" } ?? "null"),"refund_type":\#(type.map { "\"\($0)\"" } ?? "null"),"#
                + #""lines":[\#(parts.joined(separator: ","))]}}"#, id: "refund-\(id)-\(type ?? "none")")
    }

    static func returned(_ rma: String, _ code: String, lines: [Int] = [1], day: Int = 5) -> [UInt8] {
        let parts = lines.map { #"{"id":"L\#($0)","line_number":"\#($0)","condition":"NOT_INSPECTED"}"# }
        return message(
            "magento.postsales.return_management.updated",
            #"{"return":{"sales_channel_id":"\#(channel)","order_id":"\#(order)","rma":"\#(rma)","user":"agent.juno","#
                + #""status":{"code":"\#(code)","date":"2026-03-\#(two(day))T09:00:00Z"},"#
                + #""lines":[\#(parts.joined(separator: ","))]}}"#, id: "return-\(rma)-\(code)")
    }

    static func message(_ method: String, _ params: String, id: String) -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":"\#(id)","method":"\#(method)","params":\#(params)}"#.utf8)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension World {
    /// Puts bytes into the log that no endpoint would have let in.
    func appendUnreadable(order: String = Quay.order) async throws {
        let sql = """
            SELECT FROM event_log_append(ARRAY[$1::smallint], ARRAY[substring(sha256($2::bytea) for 16)],
                ARRAY[now()], ARRAY[false], ARRAY['magento.damaged'], ARRAY[NULL], ARRAY[$3], ARRAY['damaged'], ARRAY[$2])
            """
        try await database.pool.withConnection { connection in
            _ = try connection.query(
                Statement(name: "", sql: sql), [Quay.shard(of: order), Array(#"{"jsonrpc":"#.utf8), order])
        }
    }

    /// Runs SQL for its effect.
    func run(_ sql: String) async throws {
        try await database.pool.withConnection { connection in try connection.script(sql) }
    }

    /// The first column of every row, as text.
    func texts(_ sql: String) async throws -> [String] {
        try await database.pool.withConnection { connection in
            try connection.query(Statement(name: "", sql: sql)).map { try $0.string(0) }
        }
    }
}
