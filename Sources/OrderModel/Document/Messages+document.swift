public import OMSMessages

// The parts of messages that the state keeps as they arrived, under the OMS's own field names.

extension CustomAttribute: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("name", name)
            json.present("value", value)
        }
    }
    public init?(_ json: JSONValue) {
        self.init(name: json.read("name") ?? "", value: json.read("value") ?? "")
    }
}

extension Address: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("reference", self.reference)
            json.present("address_type", self.addressType)
            json.present("first_name", self.firstName)
            json.present("last_name", self.lastName)
            json.present("address1", self.address1)
            json.present("address2", self.address2)
            json.present("city", self.city)
            json.present("state", self.state)
            json.present("zip", self.zip)
            json.present("country_code", self.countryCode)
            json.present("phone", self.phone)
            json.present("email", self.email)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        self.reference = json.read("reference")
        self.addressType = json.read("address_type")
        self.firstName = json.read("first_name")
        self.lastName = json.read("last_name")
        self.address1 = json.read("address1")
        self.address2 = json.read("address2")
        self.city = json.read("city")
        self.state = json.read("state")
        self.zip = json.read("zip")
        self.countryCode = json.read("country_code")
        self.phone = json.read("phone")
        self.email = json.read("email")
    }
    public var isKeptWhole: Bool { self.latitude == nil && self.longitude == nil && self.customAttributes.isEmpty }
    public var kept: Address {
        if isKeptWhole { return self }
        var result = self
        (result.latitude, result.longitude, result.customAttributes) = (nil, nil, [])
        return result
    }
}

extension Price: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("gross_amount", decimal: self.gross)
            json.present("net_amount", decimal: self.net)
            json.present("tax_amount", decimal: self.tax)
            json.present("tax_rate", decimal: self.taxRate)
            json.present("currency", self.currency)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        self.gross = json.decimal("gross_amount")
        self.net = json.decimal("net_amount")
        self.tax = json.decimal("tax_amount")
        self.taxRate = json.decimal("tax_rate")
        self.currency = json.read("currency")
    }
    public var isKeptWhole: Bool { self.taxes.isEmpty }
    public var kept: Price {
        if isKeptWhole { return self }
        var result = self
        result.taxes = []
        return result
    }
}

extension LinePayment: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("payment_reference", paymentReference)
            json.present("gross_amount", decimal: gross)
            json.present("currency", currency)
            json.present("status", status)
            json.present("status_date", statusDate)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        paymentReference = json.read("payment_reference")
        gross = json.decimal("gross_amount")
        currency = json.read("currency")
        status = json.read("status")
        statusDate = json.read("status_date")
    }
    public var isKeptWhole: Bool { net == nil && tax == nil && taxRate == nil && taxes.isEmpty }
    public var kept: LinePayment {
        var result = self
        (result.net, result.tax, result.taxRate, result.taxes) = (nil, nil, nil, [])
        return result
    }
    public func isKept(as held: LinePayment) -> Bool {
        paymentReference == held.paymentReference && gross == held.gross && currency == held.currency
            && status == held.status && statusDate == held.statusDate
    }
}

extension OrderPayment: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("reference", reference)
            json.present("currency", currency)
            json.present("transactions", list: transactions)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        reference = json.read("reference")
        currency = json.read("currency")
        transactions = json.list("transactions")
    }
    public var isKeptWhole: Bool { transactions.isKeptWhole }
    public var kept: OrderPayment {
        var result = self
        result.transactions = transactions.kept
        return result
    }
}

extension OrderPayment.Transaction: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("payment_method", method)
            json.present("payment_submethod", submethod)
            json.present("amount", decimal: amount)
            json.present("billing_address_reference", billingAddressReference)
            json.present("gateway_id", gatewayID)
            json.present("account", gatewayAccount)
            json.present("transaction_id", transactionID)
            json.present("authorization_status", authorizationStatus)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        method = json.read("payment_method")
        submethod = json.read("payment_submethod")
        amount = json.decimal("amount")
        billingAddressReference = json.read("billing_address_reference")
        gatewayID = json.read("gateway_id")
        gatewayAccount = json.read("account")
        transactionID = json.read("transaction_id")
        authorizationStatus = json.read("authorization_status")
    }
    public var isKeptWhole: Bool { originalAuthRequestID == nil && paymentAccountUniqueID == nil }
    public var kept: OrderPayment.Transaction {
        var result = self
        (result.originalAuthRequestID, result.paymentAccountUniqueID) = (nil, nil)
        return result
    }
}
