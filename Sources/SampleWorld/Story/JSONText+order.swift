/// The structures inside an order snapshot. Source: message reference, section 4.
extension JSONText {
    mutating func address(_ person: Person, reference: String, channel: SalesChannel) {
        openObject()
        text("reference", style.emptyTexts ? "" : reference)
        text("address_type", "customer")
        words("first_name", person.firstName)
        words("last_name", person.lastName)
        words("address1", person.street)
        blank("address2")
        words("city", person.city)
        if !person.state.isEmpty { text("state", person.state) }
        text("zip", person.zip)
        text("country_code", channel.country)
        text("phone", person.phone)
        text("email", person.email)
        unknownField()
        closeObject()
    }

    mutating func payments(of order: SampleOrder) {
        openList("payments")
        openObject()
        text("reference", order.payment.reference)
        text("currency", order.channel.currency)
        openList("transactions")
        openObject()
        text("payment_method", order.payment.method)
        text("payment_submethod", order.payment.submethod)
        money("amount", cents: order.total)
        openObject("gateway_information")
        text("gateway_id", order.payment.gateway)
        if style.nullsForRequired {
            null("account")
            null("transaction_id")
        } else {
            text("account", "nq-main")
            text("transaction_id", order.payment.transaction)
        }
        text("authorization_status", "AUTHORIZED")
        closeObject()
        text("billing_address_reference", order.hasReferences && !style.emptyTexts ? "A1" : "")
        closeObject()
        closeList()
        closeObject()
        closeList()
    }

    /// Writes a line without its status, and leaves it open.
    mutating func line(_ line: SampleLine, of order: SampleOrder) {
        openObject()
        text("id", line.id)
        integer("line_number", line.number)
        integer("parent_line_number", line.parent)
        if line.type != "SHIPPING" { integer("shipping_line_number", order.shippingLine?.number) }
        type("product_type", line.type)
        text("sku", line.sku)
        integer("quantity", line.quantity)
        words("product_name", line.name)
        if line.type == "PHYSICAL" { text("image_url", "https://img.northquay.example/\(line.sku).jpg") }
        let recipient = order.recipient == nil ? "A1" : "A2"
        text("shipping_address_reference", order.hasReferences && !style.emptyTexts ? recipient : "")
        text("payment_reference", order.payment.reference)
        openObject("amount")
        amounts(gross: line.gross, net: line.net, line.taxRate, channel: order.channel)
        if !style.withoutCurrency { text("currency", order.channel.currency) }
        closeObject()
        if let payment = order.linePayment { linePayment(payment, line, of: order) }
        promotions(of: line)
        moment("promise_delivery_date", line.promisedFor)
        moment("pre_order_street_date", line.streetDate)
        if line.allowsBackorder {
            openList("custom_attributes")
            attribute("allowBackorders", "true")
            closeList()
        }
        unknownField()
    }

    private mutating func amounts(gross: Int, net: Int, _ taxRate: Int, channel: SalesChannel) {
        money("net_amount", cents: net)
        money("gross_amount", cents: gross)
        money("tax_amount", cents: gross - net)
        rate("tax_rate", tenths: taxRate)
        openList("taxes")
        openObject()
        text("type", channel.taxName)
        money("amount", cents: gross - net)
        rate("rate", tenths: taxRate)
        closeObject()
        closeList()
    }

    private mutating func linePayment(_ payment: SampleOrder.LinePayment, _ line: SampleLine, of order: SampleOrder) {
        openList("payments")
        openObject()
        text("payment_reference", order.payment.reference)
        amounts(gross: line.gross, net: line.net, line.taxRate, channel: order.channel)
        text("currency", order.channel.currency)
        code("status", payment.status)
        moment("status_date", payment.at)
        closeObject()
        closeList()
    }

    private mutating func promotions(of line: SampleLine) {
        guard line.discount > 0 else {
            if style.emptyListForObject { emptyObject("promotions_info") }
            return
        }
        openObject("promotions_info")
        money("original_price", cents: line.gross + line.discount)
        openList("promotions")
        openObject()
        if style.nullsForRequired { null("code") } else { text("code", "TIDE10") }
        text("name", "Spring tide")
        money("discount", cents: line.discount)
        integer("percentage", 0)
        closeObject()
        closeList()
        closeObject()
    }

    mutating func attribute(_ name: String, _ value: String) {
        openObject()
        text("name", name)
        text("value", value)
        if style.attributeCodes { text("attribute_code", name) }
        closeObject()
    }
}
