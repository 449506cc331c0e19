import OMSMessages

extension LineState {
    func write(to document: inout DocumentWriter) {
        document.entity { document in
            document.json.member("line_number", lineNumber)
            document.field("id", id)
            document.field("product_type", productType)
            document.field("sku", sku)
            document.field("quantity", quantity)
            document.field("product_name", productName)
            document.field("amount", amount)
            document.field("payments", payments)
            document.field("parent_line_number", parentLineNumber)
            document.field("original_line_number", originalLineNumber)
            document.field("shipping_address_reference", shippingAddressReference)
            document.field("payment_reference", paymentReference)
            document.field("promise_delivery_date", promiseDeliveryDate)
            document.field("pre_order_street_date", preOrderStreetDate)
            document.field("image_url", imageURL)
            document.field("product_url", productURL)
            document.field("custom_attributes", customAttributes)
            document.status(status)
            document.json.present("was_shipped", latch: wasShipped)
            document.json.present("was_cancelled", latch: wasCancelled)
        }
    }

    init?(_ document: DocumentReader) {
        guard let number = document.json.int("line_number") else { return nil }
        self.init(lineNumber: number)
        id = document.field("id")
        productType = document.field("product_type")
        sku = document.field("sku")
        quantity = document.field("quantity")
        productName = document.field("product_name")
        amount = document.field("amount")
        payments = document.field("payments")
        parentLineNumber = document.field("parent_line_number")
        originalLineNumber = document.field("original_line_number")
        shippingAddressReference = document.field("shipping_address_reference")
        paymentReference = document.field("payment_reference")
        promiseDeliveryDate = document.field("promise_delivery_date")
        preOrderStreetDate = document.field("pre_order_street_date")
        imageURL = document.field("image_url")
        productURL = document.field("product_url")
        customAttributes = document.field("custom_attributes")
        status = document.status(.line)
        wasShipped = document.json.latch("was_shipped")
        wasCancelled = document.json.latch("was_cancelled")
    }
}

extension AddressState {
    func write(to document: inout DocumentWriter) {
        document.entity { document in
            document.json.member("key", key)
            document.field("address", address)
            document.field("email", email)
            document.field("phone", phone)
            document.field("place", place)
        }
    }

    init?(_ document: DocumentReader) {
        guard let key: String = document.json.read("key") else { return nil }
        self.init(key: key)
        address = document.field("address")
        email = document.field("email")
        phone = document.field("phone")
        place = document.field("place")
    }
}
