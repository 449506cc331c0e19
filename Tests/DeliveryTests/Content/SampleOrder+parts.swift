import OMSMessages

extension SampleOrder {
    private var currencyOfOrder: String { language == "en_US" ? "USD" : "EUR" }

    func writeAddress(_ json: inout JSONWriter) {
        json.object { json in
            json.member("reference", "A1")
            json.member("first_name", variant.firstName)
            json.member("last_name", variant.lastName)
            json.member("address1", "Lotsenweg 14")
            json.member("address2", variant == .longNames ? "Hinterhaus, Aufgang C, bei Sommerfeld-Hagenbeck" : nil)
            json.member("city", "Bremen")
            json.member("zip", "28217")
            json.member("state", "HB")
            json.member("country_code", "DE")
            json.member("email", "mirela.osterhaus@mail.example")
            json.member("phone", variant == .noTracking ? nil : "+49 421 5550143")
        }
    }

    func writePayment(_ json: inout JSONWriter) {
        json.object { json in
            json.member("reference", "P1")
            json.member("currency", currencyOfOrder)
            json.member(
                "transactions",
                array: { json in
                    json.object { json in
                        json.member("payment_method", variant == .noTracking ? nil : "CREDITCARD")
                        json.member("amount", "1234.95")
                        json.member("billing_address_reference", "A1")
                        guard variant != .noTracking else { return }
                        json.member(
                            "gateway_information",
                            object: { json in
                                json.member("gateway_id", "NORTHPAY")
                                json.member("account", "nq-main")
                                json.member("transaction_id", "np_55f0c2")
                            })
                    }
                })
        }
    }

    func writeLine(_ number: Int, _ json: inout JSONWriter) {
        let isMug = number == 3 || number == 4
        let amount = variant == .manyLines ? "1.25" : number == 1 ? "1149.50" : number == 2 ? "21.40" : "29.05"
        json.object { json in
            json.member("line_number", number)
            json.member("product_type", "PHYSICAL")
            if variant == .manyLines {
                json.member("sku", "BEAD-\(number)")
                json.member("product_name", "Glass bead no. \(number)")
            } else {
                json.member("sku", number == 1 ? "KETTLE-18" : isMug ? "MUG-STONE" : "TEA-OOLONG-250")
                json.member("product_name", number == 1 ? variant.product : isMug ? "Stone mug" : "Oolong tea 250 g")
                if number == 2 { json.member("promise_delivery_date", "2026-03-01T00:00:00Z") }
            }
            json.member("quantity", number == 2 ? 2 : 1)
            json.member("shipping_address_reference", "A1")
            json.member("payment_reference", "P1")
            json.member("status", "NEW")
            json.member("amount", object: { json in writePrice(amount, &json) })
            if isMug, variant != .manyLines {
                json.member(
                    "custom_attributes",
                    array: { json in
                        json.object { json in
                            json.member("name", "allowBackorders")
                            json.member("value", "true")
                        }
                    })
            }
            if variant == .partial {
                json.member(
                    "payments",
                    array: { json in
                        json.object { json in
                            json.member("payment_reference", "P1")
                            json.member("status", "CAPTURED")
                        }
                    })
            }
        }
    }

    func writeShippingLine(_ json: inout JSONWriter) {
        json.object { json in
            json.member("id", "SHIPPING")
            json.member("line_number", 900)
            json.member("product_type", "SHIPPING")
            json.member("sku", "STANDARD")
            json.member("amount", object: { json in writePrice("5.95", &json) })
        }
    }

    private func writePrice(_ gross: String, _ json: inout JSONWriter) {
        json.member("net_amount", gross)
        json.member("gross_amount", gross)
        json.member("tax_amount", 0)
        json.member("currency", currencyOfOrder)
    }

    func writePackage(_ lines: [Int], isFirst: Bool, _ json: inout JSONWriter) {
        json.object { json in
            json.member("id", isFirst ? "PK-1" : "PK-2")
            json.member(
                "items",
                array: { json in
                    for line in lines { json.value(line) }
                })
            guard variant != .noTracking else { return }
            json.member("carrier", isFirst ? variant.carrier : "Kuriro Express")
            json.member("tracking_number", isFirst ? "NP77" : "KX-118-30945")
            json.member("tracking_link", isFirst ? variant.trackingLink : nil)
            json.member("tracking_comment", isFirst ? nil : "Leave with neighbour")
        }
    }

    func writeRefundedAmount(_ json: inout JSONWriter) {
        json.object { json in
            json.member("ref", "P1")
            json.member("details", object: { json in json.member("cost_gross", "7.5") })
        }
    }
}
