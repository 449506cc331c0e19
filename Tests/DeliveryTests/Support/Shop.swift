/// Messages of one shop, as the OMS writes them.
enum Shop {
    static let channel = "NORTHQUAY_DE"

    /// The people and goods of an order; every text may be hostile.
    struct Order: Sendable {
        var id = "NQ-20731"
        var firstName = "Mirela"
        var lastName = "Osterhaus"
        var email = "mirela.osterhaus@mail.example"
        var product = "Enamel kettle 1.8 l"
        var lines = 2
    }

    static func snapshot(
        _ order: Order, method: String = "created", status: String = "NEW", reason: String? = nil, minute: Int = 0
    ) -> String {
        let lines = (1...order.lines).map { number in
            """
            {"id":"L\(number)","line_number":\(number),"product_type":"PHYSICAL","sku":"SKU-\(number)","quantity":\(number),
             "product_name":\(quoted(order.product)),"shipping_address_reference":"A1","payment_reference":"P1",
             "amount":{"net_amount":50,"gross_amount":"59.50","tax_amount":9.5,"tax_rate":19,"taxes":[],"currency":"EUR"},
             "status":"NEW","promise_delivery_date":\(number == 2 ? "\"2026-03-10T00:00:00Z\"" : "null")}
            """
        }.joined(separator: ",")
        return message(
            "sales.order_management.\(method)",
            """
            {"order":{"id":\(quoted(order.id)),"store":"\(channel)","status":"\(status)",
             "status_reason":\(reason.map { "\"\($0)\"" } ?? "null"),"status_date":"\(time(minute))","language":"en_US",
             "origin":"FRONTEND","origin_date":"2026-02-03T18:00:00Z","customer":{"id":"C-1"},
             "addresses":[{"reference":"A1","first_name":\(quoted(order.firstName)),"last_name":\(quoted(order.lastName)),
              "address1":"Lotsenweg 14","city":"Bremen","zip":"28217","country_code":"DE","phone":"+49 421 5550143",
              "email":\(quoted(order.email))}],
             "payments":[{"reference":"P1","currency":"EUR","transactions":[{"payment_method":"CREDITCARD",
              "amount":"119.00","billing_address_reference":"A1",
              "gateway_information":{"gateway_id":"NORTHPAY","account":"nq-main","transaction_id":"np_55f0c2"}}]}],
             "lines":[\(lines)]}}
            """)
    }

    static func shipment(_ order: Order, id: String = "S-1", line: Int = 1, minute: Int = 10) -> String {
        message(
            "logistics.fulfillment_management.customer_shipment_done",
            """
            {"shipment":{"shipment_request_id":"\(id)","store_id":"\(channel)","order_id":\(quoted(order.id)),
             "method":"STANDARD","shipment_date":"\(time(minute))",
             "items":[{"order_line_id":"L\(line)","order_line_number":\(line),"item_type":"PHYSICAL","sku":"SKU-\(line)",
              "name":\(quoted(order.product)),"status":"SHIPPED"}],
             "packages":[{"id":"P","items":[\(line)],"carrier":\(quoted("Nordpost " + order.lastName)),
              "tracking_number":"NP77","tracking_link":"https://track.example/NP77"}]}}
            """)
    }

    static func returnRequested(_ order: Order, minute: Int = 20) -> String { returned(order, "updated", minute) }

    static func returnReceived(_ order: Order, minute: Int = 30) -> String { returned(order, "received", minute) }

    private static func returned(_ order: Order, _ method: String, _ minute: Int) -> String {
        let isReceived = method == "received"
        let lines = (isReceived ? [1] : [1, 2]).map { number in
            """
            {"id":"L\(number)","line_number":\(number),"sku":"SKU-\(number)","reason":"FAULTY",
             "reason_description":"Spout leaks","condition":"\(isReceived ? "DAMAGED" : "NOT_INSPECTED")",
             "condition_description":\(quoted("Lid dented " + order.lastName))}
            """
        }.joined(separator: ",")
        let status = isReceived ? "" : "\"status\":{\"code\":\"REQUESTED\",\"date\":\"\(time(minute))\"},"
        return message(
            "postsales.return_management.\(method)",
            """
            {"return":{"sales_channel_id":"\(channel)","order_id":\(quoted(order.id)),"rma":"RMA-1",
             "return_tracking_carrier":"Nordpost","return_tracking_label_url":"https://labels.example/RMA-1.pdf",
             \(status)"lines":[\(lines)]}}
            """)
    }

    static func refund(_ order: Order, status: String = "PENDING RELEASE", day: Int = 19, type: String = "appeasement")
        -> String
    {
        message(
            "postsales.refund_management.updated",
            """
            {"refund":{"order_id":\(quoted(order.id)),"sales_channel_id":"\(channel)","credit_note_number":"CNX-1",
             "credit_note_date":"2026-02-19","status":{"code":"\(status)","date":"2026-02-\(day)"},
             "refund_type":"\(type)",
             "lines":[{"order_line":"1","order_item_id":"L1","payments":[{"ref":"P1","details":{"cost_gross":"59.50"}}]}]}}
            """)
    }

    static func time(_ minute: Int) -> String {
        "2026-02-19T\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"
    }

    private static func message(_ method: String, _ params: String) -> String {
        "{\"jsonrpc\":\"2.0\",\"id\":\"m-\(method)\",\"method\":\"magento.\(method)\",\"params\":\(params)}"
    }

    private static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x1F, 0x22, 0x5C:
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}
