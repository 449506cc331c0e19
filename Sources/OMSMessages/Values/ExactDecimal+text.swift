extension ExactDecimal {
    /// Reads a decimal number such as `64`, `-31.20` or `1.5e3`.
    ///
    /// Nil when `text` is none, has more than 38 significant digits, or needs more than 38 digits before or after the
    /// point. Neither blanks nor thousands separators nor a decimal comma are accepted.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let value = text.withUTF8({ utf8 in unsafe ExactDecimal(utf8: utf8) }) else { return nil }
        self = value
    }

    init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        if let short = unsafe ExactDecimal.short(text) {
            self = short
            return
        }
        var reader = DecimalReader()
        guard unsafe reader.read(text) else { return nil }
        guard let value = reader.value else { return nil }
        self = value
    }

    /// Amounts as they mostly are: at most 18 digits with or without a point; nil for anything else.
    private static func short(_ text: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
        guard text.count <= 18, text.count > 0 else { return nil }
        var digits: UInt64 = 0
        var places: UInt8 = 0
        var point = -1
        for index in 0..<text.count {
            let digit = unsafe text[index] &- UInt8(ascii: "0")
            if digit < 10 {
                digits = digits &* 10 &+ UInt64(digit)
            } else if unsafe text[index] == UInt8(ascii: "."), point < 0 {
                point = index
            } else {
                return nil
            }
        }
        if point >= 0 {
            guard text.count > 1 else { return nil }
            places = UInt8(text.count - 1 - point)
            while places > 0, digits % 10 == 0 {
                digits /= 10
                places -= 1
            }
        }
        return ExactDecimal(reduced: Int128(digits), scale: places)
    }

    /// The digits with at least two after the point, as amounts are shown: `64.00`, `86.855`.
    public var money: String { text(minimumPlaces: 2) }

    private func text(minimumPlaces: Int) -> String {
        unsafe withText(minimumPlaces: minimumPlaces) { digits in unsafe String(validated: digits, isKnownASCII: true) }
    }

    /// Hands the digits to `body`.
    func withText<Result>(minimumPlaces: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let places = Int(scale)
        // At most a sign, 39 digits or 38 places behind a zero, the point, and two zeros.
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
            // From right to left.
            var start = buffer.count
            func put(_ byte: UInt8) {
                start -= 1
                unsafe buffer[start] = byte
            }
            for _ in 0..<max(0, minimumPlaces - places) { put(UInt8(ascii: "0")) }
            var written = 0
            func put(digit: UInt8) {
                if written == places, max(places, minimumPlaces) > 0 { put(UInt8(ascii: ".")) }
                put(UInt8(ascii: "0") + digit)
                written += 1
            }
            // Nearly all amounts fit into a word, where division is fast.
            var large = coefficient.magnitude
            while large > UInt128(UInt64.max) {
                put(digit: UInt8(large % 10))
                large /= 10
            }
            var small = UInt64(large)
            while small > 0 || written <= places {
                put(digit: UInt8(small % 10))
                small /= 10
            }
            if coefficient < 0 { put(UInt8(ascii: "-")) }
            return unsafe body(UnsafeBufferPointer(rebasing: buffer[start...]))
        }
    }
}

extension ExactDecimal: LosslessStringConvertible {
    /// Plain digits, no exponent, in lowest terms: `64`, `31.2`.
    public var description: String { text(minimumPlaces: 0) }
}

/// Collects the digits of a number. Zeros wait until a digit follows them, so that the coefficient ends in none.
private struct DecimalReader {
    private var isNegative = false
    /// Up to 18 digits are collected here, where arithmetic is fast.
    private var small: UInt64 = 0
    private var large: Int128 = 0
    private var digits = 0
    private var waitingZeros = 0
    private var places = 0
    private var exponent = 0

    mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        var sawDigit = false
        if let first = unsafe text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            index = 1
        }
        var inFraction = false
        while index < text.count {
            let byte = unsafe text[index]
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                sawDigit = true
                if inFraction { places += 1 }
                guard append(digit) else { return false }
            } else if byte == UInt8(ascii: "."), !inFraction {
                inFraction = true
            } else if byte | 0x20 == UInt8(ascii: "e"), sawDigit {
                return unsafe readExponent(text, from: index + 1)
            } else {
                return false
            }
            index += 1
        }
        return sawDigit
    }

    private mutating func append(_ digit: UInt8) -> Bool {
        if digit == 0 {
            if digits > 0 { waitingZeros += 1 }
            return true
        }
        digits += waitingZeros + 1
        guard digits <= 38 else { return false }
        if digits <= 18 {
            for _ in 0..<waitingZeros { small *= 10 }
            small = small * 10 + UInt64(digit)
            waitingZeros = 0
            return true
        }
        if large == 0 { large = Int128(small) }
        for _ in 0..<waitingZeros { large *= 10 }
        large = large * 10 + Int128(digit)
        waitingZeros = 0
        return true
    }

    private mutating func readExponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var index = start
        var isNegative = false
        if index < text.count, let sign = unsafe Optional(text[index]),
            sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        {
            isNegative = sign == UInt8(ascii: "-")
            index += 1
        }
        guard index < text.count else { return false }
        while index < text.count {
            let digit = unsafe text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return false }
            exponent = min(exponent * 10 + Int(digit), 1_000_000_000)
            index += 1
        }
        if isNegative { exponent = -exponent }
        return true
    }

    /// The number read; nil when it does not fit.
    var value: ExactDecimal? {
        guard digits > 0 else { return .zero }
        var coefficient = digits <= 18 ? Int128(small) : large
        let power = waitingZeros - places + exponent
        if power > 0 {
            guard digits + power <= 38 else { return nil }
            for _ in 0..<power { coefficient *= 10 }
        } else if power < -38 {
            return nil
        }
        if isNegative { coefficient = -coefficient }
        return ExactDecimal(reduced: coefficient, scale: UInt8(max(0, -power)))
    }
}
