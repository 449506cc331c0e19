extension JSONWriter {
    /// Writes a name or value, behind a comma where one is due.
    /// - Parameters:
    ///   - most: how many bytes `body` may touch.
    ///   - body: gets the place to write to, and returns how many bytes it wrote.
    @inline(__always)
    mutating func write(upTo most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        let comma = isCommaDue ? 1 : 0
        unsafe buffer.append(upTo: most + 1) { place in
            unsafe place[0] = UInt8(ascii: ",")
            return unsafe comma + body(place + comma)
        }
        isCommaDue = true
    }

    /// Writes a word of JSON.
    mutating func write(_ word: StaticString) {
        unsafe write(upTo: word.utf8CodeUnitCount) { place in
            unsafe place.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
            return word.utf8CodeUnitCount
        }
    }

    /// Writes text that is known to need no escapes.
    mutating func write(quotedASCII text: UnsafeBufferPointer<UInt8>) {
        unsafe write(upTo: text.count + 2) { place in
            unsafe place[0] = UInt8(ascii: "\"")
            if let source = text.baseAddress { unsafe (place + 1).update(from: source, count: text.count) }
            unsafe place[text.count + 1] = UInt8(ascii: "\"")
            return text.count + 2
        }
    }

    /// Writes any text, with the escapes that JSON demands.
    mutating func write(quoted text: UnsafeBufferPointer<UInt8>) {
        var isPlain = !escapesHTML
        if isPlain {
            let comma = isCommaDue ? 1 : 0
            unsafe buffer.append(upTo: text.count + 3) { place in
                isPlain = unsafe JSONWriter.copyPlain(text, to: place + comma + 1)
                guard isPlain else { return 0 }
                // Overwritten by the quote where no comma is due.
                unsafe place[0] = UInt8(ascii: ",")
                unsafe place[comma] = UInt8(ascii: "\"")
                unsafe place[comma + text.count + 1] = UInt8(ascii: "\"")
                return comma + text.count + 2
            }
        }
        if !isPlain {
            write("\"")
            unsafe JSONWriter.escape(text, html: escapesHTML, into: &buffer)
            buffer.append(UInt8(ascii: "\""))
        }
        isCommaDue = true
    }

    /// Writes a name and a text: most members are that, so both go in one piece where no escapes are needed.
    mutating func write(_ name: StaticString, quoted text: UnsafeBufferPointer<UInt8>) {
        let nameCount = name.utf8CodeUnitCount
        let comma = isCommaDue ? 1 : 0
        var isPlain = !escapesHTML
        if isPlain {
            unsafe buffer.append(upTo: nameCount + text.count + 6) { place in
                let start = unsafe place + comma
                isPlain = unsafe JSONWriter.copyPlain(text, to: start + nameCount + 4)
                guard isPlain else { return 0 }
                // Overwritten by the quote where no comma is due.
                unsafe place[0] = UInt8(ascii: ",")
                unsafe start[0] = UInt8(ascii: "\"")
                unsafe JSONWriter.copyName(name.utf8Start, nameCount, to: start + 1)
                unsafe start[nameCount + 1] = UInt8(ascii: "\"")
                unsafe start[nameCount + 2] = UInt8(ascii: ":")
                unsafe start[nameCount + 3] = UInt8(ascii: "\"")
                unsafe start[nameCount + 4 + text.count] = UInt8(ascii: "\"")
                return comma + nameCount + text.count + 5
            }
            if isPlain { isCommaDue = true }
        }
        if !isPlain {
            key(name)
            unsafe write(quoted: text)
        }
    }

    /// Copies text, eight bytes at a time, as long as none needs an escape outside HTML.
    /// - Returns: whether none does; if not, what was copied means nothing.
    @inline(__always)
    private static func copyPlain(_ text: UnsafeBufferPointer<UInt8>, to place: UnsafeMutablePointer<UInt8>) -> Bool {
        let source = UnsafeRawBufferPointer(text)
        let target = UnsafeMutableRawPointer(place)
        let count = source.count
        var found: UInt64 = 0
        if count >= 8 {
            var index = 0
            // The last eight bytes come at the end, some of them once more.
            while index < count - 8 {
                let word = unsafe source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                unsafe target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
                found |= needsEscape(word)
                index += 8
            }
            let word = unsafe source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            unsafe target.storeBytes(of: word, toByteOffset: count - 8, as: UInt64.self)
            found |= needsEscape(word)
        } else if count >= 4 {
            let first = unsafe source.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
            let last = unsafe source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            unsafe target.storeBytes(of: first, toByteOffset: 0, as: UInt32.self)
            unsafe target.storeBytes(of: last, toByteOffset: count - 4, as: UInt32.self)
            found = needsEscape(UInt64(first) | UInt64(last) << 32)
        } else {
            for index in 0..<count {
                let byte = unsafe source[index]
                unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
                if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
            }
        }
        return found == 0
    }

    /// Copies a name, which is short, by words: a call would cost more than the copy.
    @inline(__always)
    static func copyName(_ source: UnsafePointer<UInt8>, _ count: Int, to place: UnsafeMutablePointer<UInt8>) {
        let source = unsafe UnsafeRawPointer(source)
        let target = UnsafeMutableRawPointer(place)
        if count >= 8 {
            var index = 0
            while index < count - 8 {
                let word = unsafe source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                unsafe target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
                index += 8
            }
            let word = unsafe source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            unsafe target.storeBytes(of: word, toByteOffset: count - 8, as: UInt64.self)
        } else {
            for index in 0..<count {
                unsafe target.storeBytes(
                    of: source.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index, as: UInt8.self)
            }
        }
    }

    /// Not 0 if one of eight bytes is a control character, a quote or a backslash. A false alarm only costs the slow way.
    @inline(__always)
    private static func needsEscape(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let control = (word &- ones &* 0x20) & ~word
        return (control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & 0x8080_8080_8080_8080
    }
}
