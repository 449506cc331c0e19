/// Tells the history of one order: what happens to it, and the messages the OMS sends about it.
///
/// A story has a clock. ``wait(minutes:)`` and its siblings move it; every telling verb emits a message dated and
/// delivered at the clock, unless ``late(by:_:)`` holds its delivery back.
struct Story: Sendable {
    var random: SplitMix64
    var order: SampleOrder { didSet { orderText = nil } }
    var now: OrderStanding
    /// The moment the story has come to, in microseconds since 1970.
    var clock: Int64
    /// Whether messages are spelled with the quirks of real senders.
    let hasQuirks: Bool
    let isChild: Bool
    private(set) var drafts: [Draft] = []
    /// Whether no quirk may leave out the sales channel, because no snapshot will ever supply it.
    var alwaysNamesChannel = false
    var shipments = 0
    var creditNotes = 0
    private var deliveryDelay: Int64 = 0
    private var orderText: OrderText?
    private var scratch: [UInt8] = []

    /// A message together with what is needed to emit it again.
    struct Draft: Sendable {
        var message: SampleMessage
        /// Where the bytes of `params` begin.
        var paramsStart: Int
        var style: WireStyle
    }

    init(order: SampleOrder, at clock: Int64, random: SplitMix64, quirks: Bool = false, isChild: Bool = false) {
        self.order = order
        self.clock = clock
        self.random = random
        hasQuirks = quirks
        self.isChild = isChild
        now = OrderStanding(at: clock)
        scratch.reserveCapacity(4096)
    }

    // MARK: Time

    mutating func wait(seconds range: ClosedRange<Int>) { clock += Int64(random.number(in: range)) * Moment.second }
    mutating func wait(minutes range: ClosedRange<Int>) {
        wait(seconds: range.lowerBound * 60 + 1...range.upperBound * 60 + 59)
    }
    mutating func wait(hours range: ClosedRange<Int>) { wait(minutes: range.lowerBound * 60...range.upperBound * 60) }
    mutating func wait(days range: ClosedRange<Int>) { wait(hours: range.lowerBound * 24...range.upperBound * 24) }

    /// What `tell` emits is delivered `delay` microseconds later than it is dated; the clock does not wait for it.
    mutating func late(by delay: Int64, _ tell: (inout Story) -> Void) {
        deliveryDelay = delay
        tell(&self)
        deliveryDelay = 0
    }

    // MARK: Messages

    /// Emits one message.
    /// - Parameters:
    ///   - method: the JSON-RPC method.
    ///   - namesOrder: false for a message that belongs to no order.
    ///   - write: writes the members of `params`.
    mutating func emit(_ method: String, namesOrder: Bool = true, _ write: (inout JSONText, inout Story) -> Void) {
        var style = hasQuirks ? WireStyle.drawn(from: &random) : .plain
        if alwaysNamesChannel { style.withoutChannel = false }
        var text = JSONText(bytes: scratch, style: style)
        scratch = []
        text.bytes.removeAll(keepingCapacity: true)
        text.envelope(method, random: &random)
        text.key("params")
        let paramsStart = text.bytes.count
        text.openObject()
        write(&text, &self)
        text.closeObject()
        text.closeObject()
        var json: [UInt8] = []
        json.reserveCapacity(text.bytes.count)
        json.append(contentsOf: text.bytes)
        scratch = text.bytes
        drafts.append(
            Draft(
                message: SampleMessage(
                    json: json, orderID: namesOrder ? order.id : "", channel: order.channel.id, method: method,
                    time: clock + deliveryDelay, lifecycle: nil, isOfChild: isChild, repetition: .none),
                paramsStart: paramsStart, style: style))
    }

    /// Emits a full snapshot of the order as it stands.
    mutating func snapshot(_ method: String) {
        emit(method) { text, story in
            if text.style.isPlainForOrders {
                let cached = story.orderText ?? OrderText(story.order, style: .plain)
                story.orderText = cached
                cached.write(story.now, to: &text)
            } else {
                OrderText(story.order, style: text.style).write(story.now, to: &text)
            }
        }
    }

    /// Takes over the messages of another order that belongs to this story.
    mutating func adopt(_ child: Story) { drafts += child.drafts }

    /// The latest message comes once more.
    /// - Parameters:
    ///   - repetition: as the same bytes, or under a new JSON-RPC id.
    ///   - delay: how much later than the first time, in microseconds.
    mutating func repeatLast(_ repetition: SampleMessage.Repetition, after delay: Int64) {
        if let last = drafts.last { append(repetition, of: last, after: delay) }
    }

    /// Repeats some messages, as a bus that retries and a sender that re-emits do.
    mutating func repeatSome() {
        for draft in drafts {
            if random.chance(5) {
                append(.exact, of: draft, after: Int64(random.number(in: 1...90)) * Moment.minute)
            }
            if random.chance(3) {
                append(.reemitted, of: draft, after: Int64(random.number(in: 1...48)) * Moment.hour)
            }
        }
    }

    private mutating func append(_ repetition: SampleMessage.Repetition, of draft: Draft, after delay: Int64) {
        var copy = draft
        copy.message.repetition = repetition
        copy.message.time += delay
        if repetition == .reemitted {
            var text = JSONText(style: draft.style)
            text.envelope(draft.message.method, random: &random)
            text.key("params")
            copy.paramsStart = text.bytes.count
            text.bytes.append(contentsOf: draft.message.json[draft.paramsStart...])
            copy.message.json = text.bytes
        }
        drafts.append(copy)
    }
}

extension JSONText {
    /// Opens a JSON-RPC request and writes everything but `params`.
    mutating func envelope(_ method: String, random: inout SplitMix64) {
        bytes.append(UInt8(ascii: "{"))
        switch style.version {
        case .text: text("jsonrpc", "2.0")
        case .number:
            key("jsonrpc")
            bytes.append(contentsOf: "2.0".utf8)
        case .absent: break
        }
        switch style.identifier {
        case .uuid: uuid("id", random: &random)
        case .number:
            key("id")
            bytes.append(contentsOf: String(random.next() >> 24).utf8)
        case .null: null("id")
        case .absent: break
        }
        if style.client { text("client", "northquay") }
        text("method", method)
    }

    private mutating func uuid(_ name: StaticString, random: inout SplitMix64) {
        key(name)
        bytes.append(UInt8(ascii: "\""))
        var high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        var low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        for position in 0..<32 {
            if position == 8 || position == 12 || position == 16 || position == 20 { bytes.append(UInt8(ascii: "-")) }
            let nibble: UInt8
            if position < 16 {
                nibble = UInt8(truncatingIfNeeded: high >> 60)
                high <<= 4
            } else {
                nibble = UInt8(truncatingIfNeeded: low >> 60)
                low <<= 4
            }
            bytes.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension WireStyle {
    /// Whether a snapshot in this style has the same `params` as a plain one.
    var isPlainForOrders: Bool {
        !moneyAsText && !integersAsText && !blankInDates && offsetMinutes == nil && spelling == .documented
            && !emptyListForObject && !emptyTexts && !unknownFields && !withoutCurrency && !nullsForRequired
            && !lowerCaseTypes && !statusObject && !attributeCodes
    }
}
