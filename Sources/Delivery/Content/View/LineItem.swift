import OMSMessages

/// A line of goods as a customer reads it: lines of an order that say the same are one, with their quantities added.
///
/// The OMS often makes three lines of three pieces (message reference, section 11, "one sku on several lines").
struct LineItem {
    /// The numbers of the lines it stands for.
    var numbers: [Int]
    var name: String
    var sku: String?
    var quantity: Int
    var amount: ExactDecimal?
    var isCancelled = false
    var isBackordered = false
    var expectedAt: Timestamp?
    var promisedAt: Timestamp?
    var reason: String?
    var condition: String?

    /// A line of captured facts.
    init(_ facts: Facts) {
        let number = facts.int("line_number")
        numbers = number.map { [$0] } ?? []
        let sku = facts.text("sku")
        name = facts.text("name") ?? sku ?? number.map { "#\($0)" } ?? "…"
        self.sku = sku == name ? nil : sku
        quantity = min(max(1, facts.int("quantity") ?? 1), 1_000_000)
        amount = facts.amount("amount")
        isCancelled = facts.bool("is_cancelled") ?? false
        isBackordered = facts.bool("is_backorder") ?? false
        expectedAt = facts.moment("expected_at")
        promisedAt = facts.moment("promised_at")
        reason = LineItem.words(facts.text("reason"))
        condition = LineItem.words(facts.text("condition"))
    }

    /// Text that was written for people; nil for a code such as `NOT_WANTED`, which stands where nobody wrote any.
    private static func words(_ text: String?) -> String? {
        guard let text else { return nil }
        let isCode = text.utf8.allSatisfy {
            (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
                || $0 == UInt8(ascii: "-")
        }
        return isCode ? nil : text
    }

    /// Lines, those that say the same made one, in the order of the first of each.
    ///
    /// - Parameter change: takes away what a kind does not show.
    static func merged(_ lines: [Facts], _ change: (inout LineItem) -> Void = { _ in }) -> [LineItem] {
        var places: [Identity: Int] = [:]
        var items: [LineItem] = []
        for line in lines {
            var item = LineItem(line)
            change(&item)
            if let place = places[item.identity] {
                items[place].add(item)
            } else {
                places[item.identity] = items.count
                items.append(item)
            }
        }
        return items
    }

    private mutating func add(_ other: LineItem) {
        numbers += other.numbers
        quantity += other.quantity
        if let left = amount, let right = other.amount { amount = left + right }
    }

    private struct Identity: Hashable {
        var texts: [String?]
        var flags: [Bool]
        var expectedAt: Timestamp?
        var promisedAt: Timestamp?
    }

    private var identity: Identity {
        Identity(
            texts: [name, sku, reason, condition], flags: [isCancelled, isBackordered, amount != nil],
            expectedAt: expectedAt, promisedAt: promisedAt)
    }
}
