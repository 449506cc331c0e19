import Crypto

/// Messages of the bus.
enum Messages {
    /// A `line_cancelled` of an order; the id is JSON text.
    static func lineCancelled(order: String, line: String = "1", id: String = "\"m-1\"") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"magento.sales.order_management.line_cancelled","#
            + #""params":{"order_id":"\#(order)","order_line_id":"\#(line)"}}"#
    }

    /// An order's first snapshot.
    static func created(order: String, channel: String = "NORTHQUAY_DE", date: String = "2026-03-01T10:00:00Z")
        -> String
    {
        #"{"jsonrpc":"2.0","id":"c-\#(channel)-\#(order)","method":"magento.sales.order_management.created","params":{"order":{"#
            + #""id":"\#(order)","sales_channel":"\#(channel)","store":"\#(channel)","status":"NEW","status_date":"\#(date)","#
            + #""origin_date":"\#(date)","lines":[{"id":"1","line_number":1,"sku":"A-1","product_type":"SIMPLE","#
            + #""product_name":"Lamp","status":"NEW"}],"customer":{"email":"kim@example.com"}}}}"#
    }

    /// The same of a customer who can be reached.
    static func addressed(order: String, channel: String = "NORTHQUAY_DE") -> String {
        created(order: order, channel: channel).replacing(
            #""customer":{"#,
            with:
                #""addresses":[{"reference":"A1","first_name":"Kim","last_name":"Falkenrath","address1":"Lotsenweg 14","#
                + #""city":"Bremen","zip":"28217","country_code":"DE","phone":"+49 421 5550143","#
                + #""email":"kim@mail.example"}],"customer":{"#)
    }

    /// The example of the message reference, section 2.2.
    static let signed = Array(
        (#"{"jsonrpc":"2.0","id":"7c1e0b52-9d7e-4a0c-8a57-1b6f0c9f2d11","method":"magento.sales.order_management"#
            + #".line_cancelled","params":{"order_id":"NQ-20760","order_line_id":"4188"}}"#).utf8)
    static let secret = "quay-lantern-58"
    static let signature = "sha1=2ef4232d6a4d22f0992ed3170c18c7fe3d7bcb3d"

    static func signature(_ body: String, secret: String) -> String {
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Array(body.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return "sha1=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
