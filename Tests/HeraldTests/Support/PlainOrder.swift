/// An order that is confirmed and then shipped line by line: nothing about it is held, overtaken or silenced, so each of
/// its messages leads to exactly one communication.
struct PlainOrder {
    static let channel = "NORTHQUAY_DE"
    let id: String
    let lines: Int

    /// In the order in which the OMS tells them.
    var messages: [[UInt8]] { ([snapshot] + (1...lines).map(shipment)).map { Array($0.utf8) } }

    private var snapshot: String {
        let lines = (1...lines).map { number in
            """
            {"id":"L\(number)","line_number":\(number),"product_type":"PHYSICAL","sku":"SKU-\(number)","quantity":1,\
            "product_name":"Enamel kettle","shipping_address_reference":"A1","payment_reference":"P1",\
            "amount":{"net_amount":50,"gross_amount":"59.50","tax_amount":9.5,"tax_rate":19,"taxes":[],\
            "currency":"EUR"},"status":"NEW"}
            """
        }.joined(separator: ",")
        return message(
            "sales.order_management.created",
            """
            {"order":{"id":"\(id)","store":"\(PlainOrder.channel)","status":"NEW","status_reason":null,\
            "status_date":"2026-02-19T10:00:00Z","language":"en_US","origin":"FRONTEND",\
            "origin_date":"2026-02-19T10:00:00Z","customer":{"id":"C-1"},\
            "addresses":[{"reference":"A1","first_name":"Mirela","last_name":"Osterhaus","address1":"Lotsenweg 14",\
            "city":"Bremen","zip":"28217","country_code":"DE","email":"\(recipient)"}],\
            "payments":[{"reference":"P1","currency":"EUR","transactions":[{"payment_method":"CREDITCARD",\
            "amount":"119.00","billing_address_reference":"A1"}]}],"lines":[\(lines)]}}
            """)
    }

    private var recipient: String { "mirela.\(id.lowercased())@mail.example" }

    private func shipment(_ number: Int) -> String {
        message(
            "logistics.fulfillment_management.customer_shipment_done",
            """
            {"shipment":{"shipment_request_id":"S-\(id)-\(number)","store_id":"\(PlainOrder.channel)",\
            "order_id":"\(id)","method":"STANDARD","shipment_date":"2026-02-19T1\(number):00:00Z",\
            "items":[{"order_line_id":"L\(number)","order_line_number":\(number),"item_type":"PHYSICAL",\
            "sku":"SKU-\(number)","name":"Enamel kettle","status":"SHIPPED"}],\
            "packages":[{"id":"P","items":[\(number)],"carrier":"Nordpost","tracking_number":"NP77",\
            "tracking_link":"https://track.example/NP77"}]}}
            """)
    }

    private func message(_ method: String, _ params: String) -> String {
        #"{"jsonrpc":"2.0","id":"\#(id)","method":"magento.\#(method)","params":\#(params)}"#
    }
}
