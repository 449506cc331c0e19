public import OMSMessages

extension RefundMessage.Line: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("order_line", lineNumber)
            json.present("order_item_id", lineID)
            json.present("reason", reason)
            json.present("reason_description", reasonDescription)
            json.present("payments", list: payments)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        lineNumber = json.read("order_line")
        lineID = json.read("order_item_id")
        reason = json.read("reason")
        reasonDescription = json.read("reason_description")
        payments = json.list("payments")
    }
    public var isKeptWhole: Bool { payments.isKeptWhole }
    public var kept: RefundMessage.Line {
        var result = self
        result.payments = payments.kept
        return result
    }
}

extension RefundMessage.Payment: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("ref", reference)
            json.present("cost_gross", decimal: gross)
            json.present("cost_net", decimal: net)
            json.present("cost_vat", decimal: tax)
            json.present("status", status)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        reference = json.read("ref")
        gross = json.decimal("cost_gross")
        net = json.decimal("cost_net")
        tax = json.decimal("cost_vat")
        status = json.read("status")
    }
    public var isKeptWhole: Bool { taxRate == nil && taxes.isEmpty && statusName == nil }
    public var kept: RefundMessage.Payment {
        var result = self
        (result.taxRate, result.taxes, result.statusName) = (nil, [], nil)
        return result
    }
}

extension RefundState {
    func write(to document: inout DocumentWriter) {
        document.entity(at: self.base) { document in
            document.json.member("refund_id", self.id)
            document.status(self.status)
            document.field("credit_note_date", self.creditNoteDate)
            document.field("refund_reason", self.reason)
            document.field("lines", self.lines)
            document.json.present("was_started", latch: self.wasStarted)
            // Written only where it differs: normally the first message is the only account of the lines.
            if self.wasStarted, self.startedLines != self.lines.value ?? [] {
                document.json.present("started_lines", self.startedLines)
            }
            document.json.present("rma", self.rma)
            document.json.present("explicit_type", self.explicitType?.rawValue)
            document.json.present("unknown_type", self.unknownType)
            document.json.present("inferred_type", self.inferredType?.rawValue)
            document.json.present("inferred_return_id", self.inferredReturnID)
        }
    }

    init?(_ document: DocumentReader) {
        guard let id: String = document.json.read("refund_id") else { return nil }
        self.init(id: id)
        fields.base = document.base
        fields.status = document.status(.refund)
        fields.creditNoteDate = document.field("credit_note_date")
        fields.reason = document.field("refund_reason")
        fields.lines = document.field("lines")
        fields.wasStarted = document.json.latch("was_started")
        fields.startedLines = document.json.read("started_lines") ?? (self.wasStarted ? self.lines.value ?? [] : [])
        fields.rma = document.json.read("rma")
        fields.explicitType = document.json.string("explicit_type").flatMap { RefundType(rawValue: $0) }
        fields.unknownType = document.json.read("unknown_type")
        fields.inferredType = document.json.string("inferred_type").flatMap { RefundType(rawValue: $0) }
        fields.inferredReturnID = document.json.read("inferred_return_id")
    }
}
