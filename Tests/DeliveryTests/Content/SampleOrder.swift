import OMSMessages

/// The messages about one order of a variant.
struct SampleOrder {
    static let channel = "NORTHQUAY_DE"
    let variant: Variant
    let language: String

    var id: String { variant == .hostile ? "NQ-<20731>\"&" : "NQ-20731" }

    /// Lines of goods: the kettle, tea that comes later, and a mug in two lines that say the same.
    private var goods: [Int] { variant == .manyLines ? Array(1...200) : [1, 2, 3, 4] }

    /// The lines of the shipment that is told about.
    var shippedLines: [Int] {
        switch variant {
        case .partial: [1]
        case .split: [2, 3, 4]
        default: goods
        }
    }

    func snapshot(status: String = "NEW", reason: String? = nil, minute: Int = 0) -> String {
        message("sales.order_management.\(status == "NEW" ? "created" : "updated")", "order") { json in
            json.member("id", id)
            json.member("store", SampleOrder.channel)
            json.member("status", status)
            json.member("status_reason", reason)
            json.member("status_date", Shop.time(minute))
            json.member("language", language)
            json.member("origin", "FRONTEND")
            json.member("origin_date", "2026-02-19T18:05:00Z")
            json.member("addresses", array: { json in writeAddress(&json) })
            json.member("payments", array: { json in writePayment(&json) })
            json.member(
                "lines",
                array: { json in
                    for number in goods { writeLine(number, &json) }
                    writeShippingLine(&json)
                })
        }
    }

    func shipment(id: String, lines: [Int], packages: Int) -> String {
        message("logistics.fulfillment_management.customer_shipment_done", "shipment") { json in
            json.member("shipment_request_id", id)
            json.member("store_id", SampleOrder.channel)
            json.member("order_id", self.id)
            json.member("method", "STANDARD")
            json.member("shipment_date", Shop.time(10))
            json.member(
                "items",
                array: { json in
                    for line in lines {
                        json.object { json in
                            json.member("order_line_number", line)
                            json.member("item_type", "PHYSICAL")
                        }
                    }
                })
            json.member(
                "packages",
                array: { json in
                    let half = packages == 1 ? lines.count : 1
                    writePackage(Array(lines.prefix(half)), isFirst: true, &json)
                    if packages > 1 { writePackage(Array(lines.dropFirst(half)), isFirst: false, &json) }
                })
        }
    }

    func returned(isReceived: Bool) -> String {
        message("postsales.return_management.\(isReceived ? "received" : "updated")", "return") { json in
            json.member("sales_channel_id", SampleOrder.channel)
            json.member("order_id", id)
            // A blind return has no number, and nobody authorises one.
            json.member("rma", variant == .noTracking && isReceived ? nil : "RMA-1")
            if variant != .noTracking {
                json.member("return_tracking_carrier", variant.carrier)
                json.member("return_tracking_number", "NPR55")
                json.member("return_tracking_url", variant.trackingLink)
                json.member("return_tracking_label_url", "https://labels.example/RMA-1.pdf")
            }
            if !isReceived {
                json.member(
                    "status",
                    object: { json in
                        json.member("code", "REQUESTED")
                        json.member("date", Shop.time(20))
                    })
            }
            let received = variant == .partial ? [1, 2] : variant == .split ? [2] : goods
            json.member(
                "lines",
                array: { json in
                    for line in isReceived ? received : goods {
                        json.object { json in
                            json.member("line_number", line)
                            json.member("reason", "FAULTY")
                            json.member("reason_description", line == 1 ? "Spout leaks" : nil)
                            json.member("condition", !isReceived ? "NOT_INSPECTED" : line == 1 ? "DAMAGED" : "GOOD")
                            json.member("condition_description", isReceived && line == 1 ? variant.condition : nil)
                        }
                    }
                })
        }
    }

    func refund() -> String {
        message("postsales.refund_management.updated", "refund") { json in
            json.member("order_id", id)
            json.member("sales_channel_id", SampleOrder.channel)
            json.member("credit_note_number", variant == .noTracking ? nil : "CNX-1")
            json.member("credit_note_date", "2026-02-19")
            json.member(
                "status",
                object: { json in
                    json.member("code", "PENDING RELEASE")
                    json.member("date", "2026-02-19")
                })
            json.member("rma", variant == .partial ? "RMA-1" : nil)
            json.member(
                "refund_type",
                variant == .partial ? "Return" : variant == .split ? "cancellation" : "appeasement")
            json.member(
                "lines",
                array: { json in
                    for line in variant == .partial ? [1] : goods {
                        json.object { json in
                            json.member("order_line", String(line))
                            json.member("payments", array: { json in writeRefundedAmount(&json) })
                        }
                    }
                })
        }
    }

    private func message(_ method: String, _ name: String, _ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("jsonrpc", "2.0")
            json.member("id", "m-\(method)")
            json.member("method", "magento.\(method)")
            json.member("params", object: { json in json.member(named: name, object: body) })
        }
        return json.text
    }
}
