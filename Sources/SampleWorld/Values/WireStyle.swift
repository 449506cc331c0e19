/// How one message is spelled on the wire: by the specification, or with quirks seen on real senders.
///
/// A style never changes what a message means. Source: message reference, sections 2 and 3.
struct WireStyle: Sendable {
    enum Spelling: Sendable { case documented, lowerCase, compact, words }
    enum Version: Sendable { case text, number, absent }
    enum Identifier: Sendable { case uuid, number, null, absent }

    var moneyAsText = false
    var integersAsText = false
    var blankInDates = false
    /// Minutes east of UTC to write moments in; nil: as the sender of the plain world does.
    var offsetMinutes: Int?
    var spelling = Spelling.documented
    var emptyListForObject = false
    var emptyTexts = false
    var padded = false
    var unknownFields = false
    var withoutCurrency = false
    var nullsForRequired = false
    var lowerCaseTypes = false
    var statusObject = false
    var misspeltShipmentID = false
    /// Leaves the sales channel out where the order is found by its id: shipments, returns; refunds get the source.
    var withoutChannel = false
    var attributeCodes = false
    var daysAsMoments = false
    /// Leaves out what mom-mock leaves out: `client`, `ref`, `condition` of a request, `reason_name`.
    var withoutMockFields = false
    var version = Version.text
    var identifier = Identifier.uuid
    var client = false

    /// By the specification.
    static let plain = WireStyle()

    /// Draws a style: most quirks are off, each is on in about one message of sixteen.
    static func drawn(from random: inout SplitMix64) -> WireStyle {
        var style = WireStyle()
        let bits = random.next() & random.next() & random.next() & random.next()
        func on(_ bit: UInt64) -> Bool { bits & (1 << bit) != 0 }
        style.moneyAsText = on(0)
        style.integersAsText = on(1)
        style.blankInDates = on(2)
        if on(3) { style.offsetMinutes = random.pick([-480, -210, 0, 60, 120, 330, 765]) }
        if on(4) { style.spelling = random.pick([.lowerCase, .compact, .words]) }
        style.emptyListForObject = on(5)
        style.emptyTexts = on(6)
        style.padded = on(7)
        style.unknownFields = on(8)
        style.withoutCurrency = on(9)
        style.nullsForRequired = on(10)
        style.lowerCaseTypes = on(11)
        style.statusObject = on(12)
        style.misspeltShipmentID = on(13)
        style.withoutChannel = on(14)
        style.attributeCodes = on(15)
        style.daysAsMoments = on(16)
        style.withoutMockFields = on(17)
        if on(18) { style.version = random.pick([.number, .absent]) }
        if on(19) { style.identifier = random.pick([.number, .null, .absent]) }
        style.client = on(20)
        return style
    }

    /// A code in this style's spelling; all spellings are equal once normalised.
    func spell(_ code: String) -> String {
        switch spelling {
        case .documented: code
        case .lowerCase: code.lowercased()
        case .compact: code.filter { $0 != "_" }
        case .words: Self.words[code] ?? code.split(separator: "_").map(\.localeFreeCapitalized).joined(separator: " ")
        }
    }

    private static let words = [
        "ONHOLD": "On Hold", "LOGISTICSCOMPLETE": "Logistics Complete", "PENDINGRELEASE": "PENDING RELEASE",
        "FULLYCANCELLED": "FULLY_CANCELLED", "FULLYSHIPPED": "FULLY_SHIPPED", "CAPTUREFAILURE": "CAPTURE_FAILURE",
        "SHIPTOSTORE": "Ship to Store", "PRESHIPPED": "Pre-Shipped", "PARTIALLYSHIPPED": "Partially Shipped",
        "ALLOCATEDSHIP": "ALLOCATED_SHIP", "READYTOSHIP": "Ready to ship",
    ]
}

extension Substring {
    fileprivate var localeFreeCapitalized: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
