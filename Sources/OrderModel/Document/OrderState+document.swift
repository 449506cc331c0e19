public import OMSMessages

extension OrderState {
    /// The version of the document's form; a document of another version is rebuilt from the log.
    public static let documentVersion = 2
    /// The versions that are read; the next message writes the newest.
    static let readableVersions = 1...2

    /// Writes the state as the JSON document that the read model stores.
    ///
    /// Deterministic: equal states give equal bytes. ``init(document:)`` restores the state from it.
    public func writeDocument(to json: inout JSONWriter) {
        // Taken over and given back: two holders of one buffer would copy it.
        var document = DocumentWriter(json: consume json)
        document.json.beginObject()
        document.json.member("version", OrderState.documentVersion)
        document.json.member("sales_channel", salesChannel)
        document.json.member("order_id", orderID)
        document.json.member("is_placed", isPlaced)
        document.status(status)
        document.history("status_history", statusHistory)
        document.field("original_order_id", originalOrderID)
        document.field("language", language)
        document.field("origin", origin)
        document.field("origin_date", originDate)
        document.field("customer_id", customerID)
        document.field("customer_type", customerType)
        document.field("payments", payments)
        document.field("custom_attributes", customAttributes)
        document.json.present("logistics_complete", latch: facts.logisticsComplete)
        document.json.present("cancelled", latch: facts.cancelled)
        document.json.present("status_cancelled", latch: facts.statusCancelled)
        document.json.present("test_order", latch: facts.testOrder)
        document.json.present("cancelled_line_ids", list: cancelledLineIDs)
        document.endEntity(at: base)
        document.list("addresses", addresses) { $0.write(to: &$1) }
        document.list("lines", lines) { $0.write(to: &$1) }
        document.list("shipments", shipments) { $0.write(to: &$1) }
        document.list("returns", returnRecords) { $0.write(to: &$1) }
        document.list("refunds", refunds) { $0.write(to: &$1) }
        document.writeStamps()
        document.json.endObject()
        json = document.json
    }

    /// The state's document as bytes.
    public var document: [UInt8] {
        var json = JSONWriter(reservingCapacity: 4096)
        writeDocument(to: &json)
        return json.bytes
    }

    /// Restores a state from its document.
    /// - Throws: ``OrderDocumentError`` if the text is no document of this version.
    public init(document bytes: [UInt8]) throws(OrderDocumentError) {
        let parsed: JSONDocument
        do { parsed = try JSONDocument(bytes) } catch { throw .notJSON }
        try self.init(root: parsed.root)
    }

    init(root json: JSONValue) throws(OrderDocumentError) {
        guard let version = json.int("version"), OrderState.readableVersions.contains(version) else {
            throw .otherVersion(json.int("version"))
        }
        guard let channel = json.string("sales_channel"), let orderID = json.string("order_id") else {
            throw .incomplete
        }
        self.init(salesChannel: channel, orderID: orderID)
        let document = DocumentReader(root: json)
        base = document.base
        isPlaced = json.latch("is_placed")
        status = document.status(.order)
        statusHistory = document.history("status_history", .order)
        originalOrderID = document.field("original_order_id")
        language = document.field("language")
        origin = document.field("origin")
        originDate = document.field("origin_date")
        customerID = document.field("customer_id")
        customerType = document.field("customer_type")
        payments = document.field("payments")
        customAttributes = document.field("custom_attributes")
        facts = OrderFacts(
            logisticsComplete: json.latch("logistics_complete"), cancelled: json.latch("cancelled"),
            statusCancelled: json.latch("status_cancelled"), testOrder: json.latch("test_order"))
        cancelledLineIDs = json.list("cancelled_line_ids")
        addresses = document.entities("addresses").compactMap { AddressState($0) }
        lines = document.entities("lines").compactMap { LineState($0) }
        shipments = document.entities("shipments").compactMap { ShipmentState($0) }
        returnRecords = document.entities("returns").compactMap { ReturnState($0) }
        refunds = document.entities("refunds").compactMap { RefundState($0) }
    }
}

/// Why a stored document could not be read back. The log holds the truth: rebuilding the order mends it.
public enum OrderDocumentError: Error, Hashable, Sendable {
    case notJSON
    case otherVersion(Int?)
    case incomplete
}

extension OrderDocumentError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON: "the stored document is not JSON; rebuild the order with 'herald replay --order'"
        case .otherVersion(let version):
            "the stored document has version \(version.map(String.init) ?? "none"), this program reads "
                + "\(OrderState.documentVersion); rebuild with 'herald replay'"
        case .incomplete: "the stored document names no order; rebuild the order with 'herald replay --order'"
        }
    }
}

extension DocumentWriter {
    /// Writes a list of entities; an empty one is left out.
    mutating func list<Element>(
        _ name: StaticString, _ elements: [Element], _ write: (Element, inout DocumentWriter) -> Void
    ) {
        guard !elements.isEmpty else { return }
        json.key(name)
        json.beginArray()
        for element in elements { write(element, &self) }
        json.endArray()
    }
}
