public import OMSMessages

extension ShipmentMessage.Item: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("order_line_number", lineNumber)
            json.present("order_line_id", lineID)
            json.present("item_type", itemType)
            json.present("sku", sku)
            json.present("name", name)
            json.present("status", status)
            json.present("status_reason", statusReason)
            json.present("status_date", statusDate)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        lineNumber = json.read("order_line_number")
        lineID = json.read("order_line_id")
        itemType = json.read("item_type")
        sku = json.read("sku")
        name = json.read("name")
        status = json.read("status")
        statusReason = json.read("status_reason")
        statusDate = json.read("status_date")
    }
    public var isKeptWhole: Bool {
        imageURL == nil && productURL == nil && parentLineNumber == nil && price == nil && promotionsInfo == nil
    }
    public var kept: ShipmentMessage.Item {
        var result = self
        (result.imageURL, result.productURL, result.parentLineNumber) = (nil, nil, nil)
        (result.price, result.promotionsInfo) = (nil, nil)
        return result
    }
}

extension ShipmentMessage.Package: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("id", id)
            json.present("items", list: items)
            json.present("carrier", carrier)
            json.present("tracking_number", trackingNumber)
            json.present("tracking_link", trackingLink)
            json.present("tracking_comment", trackingComment)
            json.present("aggregated_items", list: aggregatedItems)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        id = json.read("id")
        items = json.list("items")
        carrier = json.read("carrier")
        trackingNumber = json.read("tracking_number")
        trackingLink = json.read("tracking_link")
        trackingComment = json.read("tracking_comment")
        aggregatedItems = json.list("aggregated_items")
    }
    public var isKeptWhole: Bool {
        shippingLabelLink == nil && details == nil && customAttributes.isEmpty && aggregatedItems.isKeptWhole
    }
    public var kept: ShipmentMessage.Package {
        var result = self
        (result.shippingLabelLink, result.details, result.customAttributes) = (nil, nil, [])
        result.aggregatedItems = aggregatedItems.kept
        return result
    }
}

extension ShipmentMessage.AggregatedItem: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.present("sku", sku)
            json.present("quantity", quantity)
            json.present("order_lines", list: orderLines)
        }
    }
    public init?(_ json: JSONValue) {
        self.init()
        sku = json.read("sku")
        quantity = json.read("quantity")
        orderLines = json.list("order_lines")
    }
    public var isKeptWhole: Bool { aggregatedLineID == nil }
    public var kept: ShipmentMessage.AggregatedItem {
        var result = self
        result.aggregatedLineID = nil
        return result
    }
}

extension ShipmentState {
    func write(to document: inout DocumentWriter) {
        document.entity(at: self.base) { document in
            document.json.member("shipment_id", self.id)
            document.json.present("line_numbers", self.lineNumbers)
            document.field("source_id", self.sourceID)
            document.field("method", self.method)
            document.field("shipment_date", self.shipmentDate)
            document.field("items", self.items)
            document.field("packages", self.packages)
            document.field("address", self.address)
        }
    }

    init?(_ document: DocumentReader) {
        guard let id: String = document.json.read("shipment_id") else { return nil }
        self.init(id: id)
        fields.base = document.base
        fields.lineNumbers = document.json.list("line_numbers")
        fields.sourceID = document.field("source_id")
        fields.method = document.field("method")
        fields.shipmentDate = document.field("shipment_date")
        fields.items = document.field("items")
        fields.packages = document.field("packages")
        fields.address = document.field("address")
    }
}
