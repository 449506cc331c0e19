/// Writes JSON straight into bytes, in a ``WireStyle``. Commas come by themselves.
struct JSONText {
    var bytes: [UInt8] = []
    var style = WireStyle.plain

    private mutating func comma() {
        if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "["), last != UInt8(ascii: ":") {
            bytes.append(UInt8(ascii: ","))
        }
    }

    /// The key of a member. Keys are literals, whose bytes are copied without a detour over `String`.
    mutating func key(_ name: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Text that is JSON already, as the next element or member.
    mutating func element(_ json: [UInt8]) {
        comma()
        bytes.append(contentsOf: json)
    }

    mutating func openObject(_ name: StaticString? = nil) {
        if let name { key(name) } else { comma() }
        bytes.append(UInt8(ascii: "{"))
    }

    mutating func closeObject() { bytes.append(UInt8(ascii: "}")) }

    mutating func openList(_ name: StaticString) {
        key(name)
        bytes.append(UInt8(ascii: "["))
    }

    mutating func closeList() { bytes.append(UInt8(ascii: "]")) }

    private mutating func quoted(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: value.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func digits(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = Int(value.magnitude)
        var power = 1
        while magnitude / power >= 10 { power *= 10 }
        while power > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: magnitude / power % 10))
            power /= 10
        }
    }

    // MARK: Members

    mutating func null(_ name: StaticString) {
        key(name)
        bytes.append(contentsOf: "null".utf8)
    }

    /// A text member that needs no escaping, as an id or a code; nil leaves it out.
    mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        quoted(value)
    }

    /// A text member that people wrote, which may hold quotes; nil leaves it out.
    mutating func words(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        guard value.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }) else { return text(name, value) }
        key(name)
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
            bytes.append(byte < 0x20 ? 0x20 : byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A text element of a list.
    mutating func text(_ value: String) {
        comma()
        quoted(value)
    }

    /// A status, reason, type or method.
    mutating func code(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        text(name, style.spelling == .documented ? value : style.spell(value))
    }

    /// A product or item type, which some senders write in lower case.
    mutating func type(_ name: StaticString, _ value: String) {
        text(name, style.lowerCaseTypes ? value.lowercased() : value)
    }

    mutating func integer(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        key(name)
        integerValue(value)
    }

    mutating func integer(_ value: Int) {
        comma()
        integerValue(value)
    }

    private mutating func integerValue(_ value: Int) {
        if style.integersAsText { bytes.append(UInt8(ascii: "\"")) }
        digits(value)
        if style.integersAsText { bytes.append(UInt8(ascii: "\"")) }
    }

    /// An amount: a number in orders.
    mutating func money(_ name: StaticString, cents: Int) { decimal(name, cents, places: 2, quoted: style.moneyAsText) }

    /// An amount: text in refunds.
    mutating func moneyText(_ name: StaticString, cents: Int) { decimal(name, cents, places: 2, quoted: true) }

    /// A percentage: a number in orders.
    mutating func rate(_ name: StaticString, tenths: Int, quoted: Bool = false) {
        if tenths % 10 == 0 {
            decimal(name, tenths / 10, places: 0, quoted: quoted || style.moneyAsText)
        } else {
            decimal(name, tenths, places: 1, quoted: quoted || style.moneyAsText)
        }
    }

    private mutating func decimal(_ name: StaticString, _ value: Int, places: Int, quoted: Bool) {
        key(name)
        if quoted { bytes.append(UInt8(ascii: "\"")) }
        let unit = places == 2 ? 100 : places == 1 ? 10 : 1
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = Int(value.magnitude)
        digits(magnitude / unit)
        if unit > 1 {
            bytes.append(UInt8(ascii: "."))
            if unit == 100 { bytes.append(0x30 + UInt8(truncatingIfNeeded: magnitude / 10 % 10)) }
            bytes.append(0x30 + UInt8(truncatingIfNeeded: magnitude % 10))
        }
        if quoted { bytes.append(UInt8(ascii: "\"")) }
    }

    /// A moment in the style's offset, else in `offsetMinutes`.
    mutating func moment(_ name: StaticString, _ microseconds: Int64?, offsetMinutes: Int = 0) {
        guard let microseconds else { return }
        key(name)
        bytes.append(UInt8(ascii: "\""))
        Moment.append(
            microseconds, offsetMinutes: style.offsetMinutes ?? offsetMinutes,
            separator: style.blankInDates ? UInt8(ascii: " ") : UInt8(ascii: "T"), to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A date, which some senders write as a moment; always written in UTC, so that the day stays the same.
    mutating func day(_ name: StaticString, _ microseconds: Int64) {
        key(name)
        bytes.append(UInt8(ascii: "\""))
        if style.daysAsMoments {
            let start = microseconds - microseconds % Moment.day
            Moment.append(start, offsetMinutes: 0, separator: UInt8(ascii: "T"), to: &bytes)
        } else {
            Moment.appendDay(microseconds, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A structure without members, which PHP encodes as a list.
    mutating func emptyObject(_ name: StaticString) {
        key(name)
        bytes.append(contentsOf: (style.emptyListForObject ? "[]" : "{}").utf8)
    }

    /// A text without content: left out, or `""` in the style of senders that fill every member.
    mutating func blank(_ name: StaticString) {
        if style.emptyTexts { text(name, "") }
    }

    /// A member that no specification names.
    mutating func unknownField() {
        guard style.unknownFields else { return }
        key("x_extension")
        bytes.append(
            contentsOf: #"{"flags":[1,"b",null,true],"note":"unknown members are data","depth":{"deeper":{}}}"#.utf8)
    }
}
