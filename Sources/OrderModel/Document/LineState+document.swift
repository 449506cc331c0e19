import OMSMessages

extension LineState {
    func write(to document: inout DocumentWriter) {
        document.entity(at: self.base) { document in
            document.json.member("line_number", self.lineNumber)
            document.field("id", self.id)
            document.field("product_type", self.productType)
            document.field("sku", self.sku)
            document.field("quantity", self.quantity)
            document.field("product_name", self.productName)
            document.field("amount", self.amount)
            document.field("payments", self.payments)
            document.field("parent_line_number", self.parentLineNumber)
            document.field("original_line_number", self.originalLineNumber)
            document.field("shipping_address_reference", self.shippingAddressReference)
            document.field("payment_reference", self.paymentReference)
            document.field("promise_delivery_date", self.promiseDeliveryDate)
            document.field("pre_order_street_date", self.preOrderStreetDate)
            document.field("image_url", self.imageURL)
            document.field("product_url", self.productURL)
            document.field("custom_attributes", self.customAttributes)
            document.status(self.status)
            document.json.present("was_shipped", latch: self.wasShipped)
            document.json.present("was_cancelled", latch: self.wasCancelled)
        }
    }

    init?(_ document: DocumentReader) {
        guard let number = document.json.int("line_number") else { return nil }
        self.init(lineNumber: number)
        fields.base = document.base
        fields.id = document.field("id")
        fields.productType = document.field("product_type")
        fields.sku = document.field("sku")
        fields.quantity = document.field("quantity")
        fields.productName = document.field("product_name")
        fields.amount = document.field("amount")
        fields.payments = document.field("payments")
        fields.parentLineNumber = document.field("parent_line_number")
        fields.originalLineNumber = document.field("original_line_number")
        fields.shippingAddressReference = document.field("shipping_address_reference")
        fields.paymentReference = document.field("payment_reference")
        fields.promiseDeliveryDate = document.field("promise_delivery_date")
        fields.preOrderStreetDate = document.field("pre_order_street_date")
        fields.imageURL = document.field("image_url")
        fields.productURL = document.field("product_url")
        fields.customAttributes = document.field("custom_attributes")
        fields.status = document.status(.line)
        fields.wasShipped = document.json.latch("was_shipped")
        fields.wasCancelled = document.json.latch("was_cancelled")
    }
}

extension AddressState {
    func write(to document: inout DocumentWriter) {
        document.entity(at: self.base) { document in
            document.json.member("key", self.key)
            document.field("address", self.address)
            document.field("email", self.email)
            document.field("phone", self.phone)
            document.field("place", self.place)
        }
    }

    init?(_ document: DocumentReader) {
        guard let key: String = document.json.read("key") else { return nil }
        self.init(key: key)
        fields.base = document.base
        fields.address = document.field("address")
        fields.email = document.field("email")
        fields.phone = document.field("phone")
        fields.place = document.field("place")
    }
}
