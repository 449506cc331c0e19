public import OMSMessages

/// A shipment that was handed over. Source: decision table, section 3, rule 2.
///
/// See ``ShipmentFields`` for what it has.
public struct ShipmentState: SharedRecord {
    public private(set) var shared: Shared<ShipmentFields>

    var fields: ShipmentFields {
        get { shared.value }
        _modify { yield &shared.value }
    }

    public init(id: String) { shared = Shared(ShipmentFields(id: id)) }

    /// The event does not always mean "your parcel is on its way" (message reference, section 6).
    public enum Handover: String, Hashable, Sendable {
        case carrier
        /// Goods were moved to another source, a shop.
        case storeTransfer = "store_transfer"
        /// Goods were collected; there is no carrier.
        case collectedInStore = "collected_in_store"
        /// Pre-shipped, virtual or service lines only.
        case nothingShipped = "nothing_shipped"
    }

    /// Whether goods went to a shop; nobody's line is shipped by that.
    var isStoreTransfer: Bool { self.method.value?.isOne(of: "SHIPTOSTORE", "STS") == true }

    /// The shipment's identity as its message gives it.
    static func id(of message: ShipmentMessage) -> String {
        message.shipmentRequestID ?? message.shipmentID
            ?? "derived-"
            + StableHash.text(
                [message.sourceID ?? "", message.method?.normalized ?? ""]
                    + message.namedLineNumbers.map(String.init))
    }
}

/// What is known of a shipment.
public struct ShipmentFields: Hashable, Sendable {
    /// `shipment_request_id`, else a non-blank `shipment_id`, else a hash of source, method and sorted line numbers.
    public let id: String
    /// The stamp of the newest message that spoke of it; see ``Latest``.
    public internal(set) var base: Stamp?
    public internal(set) var sourceID = Latest<String>()
    public internal(set) var method = Latest<Code>()
    public internal(set) var shipmentDate = Latest<Timestamp>()
    public internal(set) var items = Latest<[ShipmentMessage.Item]>()
    public internal(set) var packages = Latest<[ShipmentMessage.Package]>()
    public internal(set) var address = Latest<Address>()
    /// Latched: every line number that any message about this shipment named, ascending.
    public internal(set) var lineNumbers: [Int] = []

    init(id: String) { self.id = id }

    mutating func offer(_ message: ShipmentMessage, at stamp: ArrivingStamp) {
        let offer = RecordOffer(stamp, to: base)
        sourceID.take(message.sourceID, offer)
        method.take(message.method, offer)
        shipmentDate.take(message.shipmentDate, offer)
        items.take(message.items.isEmpty ? nil : message.items, offer)
        packages.take(message.packages.isEmpty ? nil : message.packages, offer)
        address.take(message.address, offer)
        base = offer.base
        lineNumbers = lineNumbers.union(message.namedLineNumbers)
    }
}

extension ShipmentMessage.Item {
    /// Whether this is the shipping charge, which can stand among the items and is no product.
    public var isShipping: Bool { itemType?.normalized == "SHIPPING" || lineID == "SHIPPING" }
}

extension ShipmentMessage {
    /// The line numbers of the items, ascending; without items, those of the packages.
    var namedLineNumbers: [Int] {
        var numbers: [Int] = []
        for item in items where !item.isShipping {
            if let number = item.lineNumber { numbers.append(number) }
        }
        if items.isEmpty { for package in packages { numbers += package.items } }
        return [].union(numbers)
    }
}

extension [Int] {
    /// The members of both, ascending, each once.
    func union(_ other: [Int]) -> [Int] {
        var all = self + other
        all.sort()
        // In place, so that each stands once.
        var count = 0
        for number in all where count == 0 || all[count - 1] != number {
            all[count] = number
            count += 1
        }
        all.removeSubrange(count...)
        return all
    }
}
