import OMSMessages

extension ReturnState {
    /// Writes the return's own fields and then its lines, which are entities of their own.
    func write(to document: inout DocumentWriter) {
        document.json.beginObject()
        document.json.member("return_id", self.id)
        document.json.present("rma", self.rma)
        document.json.present("blind_lines", self.blindLines)
        document.json.member("ordinal", self.ordinal)
        document.status(self.status)
        document.history("status_history", self.statusHistory)
        document.field("source_id", self.sourceID)
        document.field("return_tracking_carrier", self.trackingCarrier)
        document.field("return_tracking_number", self.trackingNumber)
        document.field("return_tracking_url", self.trackingURL)
        document.field("return_tracking_label_url", self.labelURL)
        document.field("origin_date", self.originDate)
        document.endEntity(at: self.base)
        document.json.key("lines")
        document.json.beginArray()
        for line in self.lines { line.write(to: &document) }
        document.json.endArray()
        document.json.endObject()
    }

    init?(_ document: DocumentReader) {
        guard let id: String = document.json.read("return_id") else { return nil }
        self.init(
            id: id, rma: document.json.read("rma"), blindLines: document.json.read("blind_lines"),
            ordinal: document.json.int("ordinal") ?? 0)
        fields.base = document.base
        fields.status = document.status(.return)
        fields.statusHistory = document.history("status_history", .return)
        fields.sourceID = document.field("source_id")
        fields.trackingCarrier = document.field("return_tracking_carrier")
        fields.trackingNumber = document.field("return_tracking_number")
        fields.trackingURL = document.field("return_tracking_url")
        fields.labelURL = document.field("return_tracking_label_url")
        fields.originDate = document.field("origin_date")
        fields.lines = document.entities("lines").compactMap { ReturnLineState($0) }
    }
}

extension ReturnLineState {
    func write(to document: inout DocumentWriter) {
        document.entity(at: base) { document in
            document.json.member("line_number", lineNumber)
            document.field("id", id)
            document.field("sku", sku)
            document.field("reason", reason)
            document.field("reason_description", reasonDescription)
            document.field("condition", condition)
            document.field("condition_description", conditionDescription)
            document.field("status", status)
            document.json.present("was_requested", latch: wasRequested)
            document.json.present("was_approved_uninspected", latch: wasApprovedUninspected)
            document.json.present("was_approved_inspected", latch: wasApprovedInspected)
            document.json.present("was_received", latch: wasReceived)
        }
    }

    init?(_ document: DocumentReader) {
        guard let number = document.json.int("line_number") else { return nil }
        self.init(lineNumber: number)
        base = document.base
        id = document.field("id")
        sku = document.field("sku")
        reason = document.field("reason")
        reasonDescription = document.field("reason_description")
        condition = document.field("condition")
        conditionDescription = document.field("condition_description")
        status = document.field("status")
        wasRequested = document.json.latch("was_requested")
        wasApprovedUninspected = document.json.latch("was_approved_uninspected")
        wasApprovedInspected = document.json.latch("was_approved_inspected")
        wasReceived = document.json.latch("was_received")
    }
}
