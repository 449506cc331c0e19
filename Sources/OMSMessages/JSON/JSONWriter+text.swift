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

    /// Copies text by words, as long as none needs an escape outside HTML.
    /// - Returns: whether none does; if not, what was copied means nothing.
    @inline(__always)
    private static func copyPlain(_ text: UnsafeBufferPointer<UInt8>, to place: UnsafeMutablePointer<UInt8>) -> Bool {
        let source = UnsafeRawBufferPointer(text)
        let target = UnsafeMutableRawPointer(place)
        let count = source.count
        if count >= 16 {
            // The last ones come at the end, some of them once more.
            var found = unsafe needsEscape(copyPair(source, count - 16, to: target))
            var index = 0
            while index < count - 16 {
                unsafe found |= needsEscape(copyPair(source, index, to: target))
                index += 16
            }
            return found.x | found.y == 0
        } else if count >= 8 {
            let first = unsafe source.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            let last = unsafe source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            unsafe target.storeBytes(of: first, toByteOffset: 0, as: UInt64.self)
            unsafe target.storeBytes(of: last, toByteOffset: count - 8, as: UInt64.self)
            let found = needsEscape(SIMD2(first, last))
            return found.x | found.y == 0
        } else if count >= 4 {
            let first = unsafe source.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
            let last = unsafe source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            unsafe target.storeBytes(of: first, toByteOffset: 0, as: UInt32.self)
            unsafe target.storeBytes(of: last, toByteOffset: count - 4, as: UInt32.self)
            let found = needsEscape(SIMD2(UInt64(first) | UInt64(last) << 32, 0x2020_2020_2020_2020))
            return found.x == 0
        }
        for index in 0..<count {
            let byte = unsafe source[index]
            unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
        }
        return true
    }

    /// Copies 16 bytes, and gives them back as two words.
    @inline(__always)
    private static func copyPair(
        _ source: UnsafeRawBufferPointer, _ index: Int, to target: UnsafeMutableRawPointer
    ) -> SIMD2<UInt64> {
        let pair = unsafe source.loadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self)
        unsafe target.storeBytes(of: pair, toByteOffset: index, as: SIMD2<UInt64>.self)
        return pair
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

    /// Not 0 if one of the eight bytes of a word is a control character, a quote or a backslash. A false alarm only costs the slow
    /// way.
    @inline(__always)
    private static func needsEscape(_ words: SIMD2<UInt64>) -> SIMD2<UInt64> {
        let ones = SIMD2<UInt64>(repeating: 0x0101_0101_0101_0101)
        let quote = words ^ SIMD2(repeating: 0x2222_2222_2222_2222)
        let backslash = words ^ SIMD2(repeating: 0x5C5C_5C5C_5C5C_5C5C)
        let control = (words &- SIMD2(repeating: 0x2020_2020_2020_2020)) & ~words
        let found = control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
        return found & SIMD2(repeating: 0x8080_8080_8080_8080)
    }
}
