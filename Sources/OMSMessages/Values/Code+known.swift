/// The codes that messages are full of, made once: finding one costs less than making its text anew, and a code that is found is
/// no more than its place among them.
///
/// Whether a code stands here makes no difference to what it means. Source: message reference, sections 4 to 9; any spelling
/// that is not listed is made as it comes.
@safe struct KnownCodes: @unchecked Sendable {
    // Safety: nothing changes after the initialiser, and nothing is ever freed.
    static let all = KnownCodes(spellings)

    /// Which of the known codes one is.
    typealias Place = UInt16
    /// The place of no code.
    static let none = Place.max

    /// The words of a text to compare, and the place of the code that it spells.
    private struct Slot {
        var words: TextWords
        var place: Place
    }

    private struct Text {
        let raw: String
        let normalized: String
    }

    /// How many there are.
    let count: Int
    private let texts: UnsafeMutablePointer<Text>
    private let slots: UnsafeMutablePointer<Slot>
    /// Many more than there are codes, so that the first one is mostly the right one, and one is always free.
    private static let slotCount = 1024

    /// - Parameter spellings: of at most ``TextWords/limit`` bytes each, and each once.
    private init(_ spellings: [String]) {
        count = spellings.count
        unsafe texts = .allocate(capacity: spellings.count)
        unsafe slots = .allocate(capacity: KnownCodes.slotCount)
        let none = unsafe [UInt8]().withUnsafeBufferPointer { empty in unsafe TextWords(empty) }
        unsafe slots.initialize(repeating: Slot(words: none, place: 0), count: KnownCodes.slotCount)
        for (place, spelling) in spellings.enumerated() {
            unsafe (texts + place).initialize(to: Text(raw: spelling, normalized: Code.normalize(spelling)))
            var text = spelling
            let words = text.withUTF8 { utf8 in unsafe TextWords(utf8) }
            var slot = words.slot(among: KnownCodes.slotCount)
            while unsafe !slots[slot].words.isEmpty { slot = (slot + 1) % KnownCodes.slotCount }
            unsafe slots[slot] = Slot(words: words, place: Place(place))
        }
    }

    func raw(_ place: Place) -> String { unsafe texts[Int(place)].raw }
    func normalized(_ place: Place) -> String { unsafe texts[Int(place)].normalized }

    /// The place of the code that is spelled exactly like this, if it is a known one.
    @inline(__always)
    func place(of text: UnsafeBufferPointer<UInt8>) -> Place? {
        guard text.count > 0, text.count <= TextWords.limit else { return nil }
        let words = unsafe TextWords(text)
        var slot = words.slot(among: KnownCodes.slotCount)
        while unsafe slots[slot].words != words {
            guard unsafe !slots[slot].words.isEmpty else { return nil }
            slot = (slot + 1) & (KnownCodes.slotCount - 1)
        }
        return unsafe slots[slot].place
    }

    private static let spellings: [String] = [
        // Orders
        "NEW", "NEWORDER", "NEW_ORDER", "RECEIVED", "ONHOLD", "ON_HOLD", "AUTHORIZED", "APPROVED", "INCOMPLETE",
        "ERROR",
        "LOGISTICS", "PICKREADY", "PICK_READY", "PICKCONFIRMED", "PICK_CONFIRMED", "PARTIALLYCOMPLETE",
        "PARTIALLY_COMPLETE", "PRECANCELLATION", "REJECTED", "LOGISTICSCOMPLETE", "LOGISTICS_COMPLETE",
        "LOGISTICCOMPLETE", "CANCELLED", "FULLYCANCELLED", "FULLY_CANCELLED", "COMPLETE", "ABORTED", "TEST",
        "INITIALORDER", "INITIAL_ORDER", "NEWFRONTEND", "OPEN", "OSREPORT", "READYTOSHIP", "READY_TO_SHIP",
        "SHIPMENTCREATED", "SHIPMENT_CREATED", "FULLYSHIPPED", "FULLY_SHIPPED", "PARTIALLYSHIPPED", "PARTIALLY_SHIPPED",
        "PENDING_REMORSE_TIME", "PENDINGREMORSETIME", "OUTOFSTOCK", "OUT_OF_STOCK", "CUSTOMERREQ", "CSRREQUEST",
        "VALIDATE_AUTH_FAIL", "VALIDATEAUTHFAIL", "CAPTURE_FAILURE", "CAPTUREFAILURE", "REGISTERED", "GUEST",
        "FRONTEND",
        // Lines and shipments
        "ALLOCATEDSHIP", "ALLOCATED_SHIP", "RECEIVEDBYLOGISTICS", "RECEIVED_BY_LOGISTICS", "SHIPPED", "PRESHIPPED",
        "PRE_SHIPPED", "PHYSICAL", "VIRTUAL", "SERVICE", "BUNDLE", "SHIPPING", "STANDARD", "EXPRESS", "ISPU", "STS",
        "SHIPTOSTORE", "SHIP_TO_STORE",
        // Payments
        "CREDITCARD", "CREDIT_CARD", "INVOICE", "WALLET", "OFFLINE", "ZEROPAY", "VISA", "MASTERCARD", "CAPTURED",
        "CAPTURE_REQUESTED", "CAPTUREREQUESTED",
        // Returns and refunds
        "REQUESTED", "NOT_INSPECTED", "NOTINSPECTED", "GOOD", "DAMAGED", "PENDINGRELEASE", "PENDING_RELEASE",
        "PENDING RELEASE", "RELEASED", "RELEASESUCCESS", "RELEASE_SUCCESS", "return", "cancellation", "appeasement",
        // The same words as people write them
        "New", "Open", "Shipped", "Complete", "Cancelled", "Requested", "Approved", "Received", "Released",
        "Pendingrelease", "shipping", "billing", "customer", "source", "physical", "registered", "guest",
    ]
}

/// A short text as numbers, which are equal where its bytes are.
private struct TextWords: Equatable {
    /// The most bytes that a text may have.
    static let limit = 24

    private let first: UInt64
    private let middle: UInt64
    private let last: UInt64
    private let count: Int

    var isEmpty: Bool { count == 0 }

    /// - Parameter text: of at most ``limit`` bytes.
    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>) {
        let bytes = UnsafeRawBufferPointer(text)
        count = bytes.count
        if count >= 8 {
            unsafe first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            unsafe last = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            unsafe middle = count > 16 ? bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self) : 0
        } else if count >= 4 {
            unsafe first = UInt64(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            unsafe last = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            middle = 0
        } else {
            unsafe first =
                count == 0 ? 0 : UInt64(bytes[0]) << 16 | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1])
            (middle, last) = (0, 0)
        }
    }

    @inline(__always)
    func slot(among slots: Int) -> Int {
        let words = first ^ (last << 7 | last >> 57) ^ (middle << 21 | middle >> 43) ^ UInt64(count)
        let mixed = words &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 44) & (slots - 1)
    }
}
