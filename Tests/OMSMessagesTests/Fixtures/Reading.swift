import OMSMessages

/// Shortest ways to read one thing; each fails the test by throwing.
enum Read {
    struct Unexpected: Error {}

    static func message(_ json: String) throws -> OMSMessage { try OMSMessageReader().message(from: Array(json.utf8)) }

    static func envelope(_ json: String) throws -> OMSEnvelope { try OMSMessageReader().envelope(of: Array(json.utf8)) }

    static func envelope(_ method: String, params: String) throws -> OMSEnvelope {
        try envelope(#"{"method": "\#(method)", "params": \#(params)}"#)
    }

    static func order(_ json: String) throws -> OrderSnapshot {
        guard case .order(let order) = try message(json).payload else { throw Unexpected() }
        return order
    }

    /// An order with the id `O1` and those members.
    static func order(with members: String) throws -> OrderSnapshot {
        try order(
            #"{"method": "magento.sales.order_management.updated", "params": {"order": {"id": "O1", \#(members)}}}"#)
    }

    /// The only line of an order, with the number 1 and those members.
    static func line(with members: String) throws -> OrderLine {
        let order = try order(with: #""lines": [{"line_number": 1, \#(members)}]"#)
        guard let line = order.lines.first else { throw Unexpected() }
        return line
    }

    static func shipment(_ json: String) throws -> ShipmentMessage {
        guard case .shipment(let shipment) = try message(json).payload else { throw Unexpected() }
        return shipment
    }

    static func shipment(with members: String) throws -> ShipmentMessage {
        try shipment(
            """
            {"method": "magento.logistics.fulfillment_management.customer_shipment_done",
             "params": {"shipment": {"order_id": "O1", \(members)}}}
            """)
    }

    static func returned(_ json: String) throws -> ReturnMessage {
        switch try message(json).payload {
        case .returnUpdated(let message), .returnReceived(let message): message
        default: throw Unexpected()
        }
    }

    static func returned(with members: String) throws -> ReturnMessage {
        try returned(
            """
            {"method": "magento.postsales.return_management.updated",
             "params": {"return": {"order_id": "O1", \(members)}}}
            """)
    }

    static func refund(_ json: String) throws -> RefundMessage {
        guard case .refund(let refund) = try message(json).payload else { throw Unexpected() }
        return refund
    }

    static func refund(with members: String) throws -> RefundMessage {
        try refund(
            """
            {"method": "magento.postsales.refund_management.updated",
             "params": {"refund": {"order_id": "O1", \(members)}}}
            """)
    }
}

func decimal(_ text: String) -> ExactDecimal? { ExactDecimal(text) }
func moment(_ text: String) -> Timestamp? { Timestamp(text) }
