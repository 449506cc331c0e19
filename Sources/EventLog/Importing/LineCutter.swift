internal import Glibc

/// Some lines of the input, to be read and appended together.
struct LineBlock: Sendable {
    /// One line that is not blank, without its end.
    struct Line: Sendable {
        /// From 1.
        var number: Int
        /// Where it lies in ``LineBlock/bytes``; `nil` if it was longer than the limit.
        var range: Range<Int>?
        var size: Int
    }

    var bytes: [UInt8] = []
    var lines: [Line] = []
    /// The offset in the input behind the block, and the number of its last line.
    var endOffset = 0
    var endLine = 0
}

/// Cuts a stream of bytes into blocks of whole lines. Pure; holds no more than a chunk and one line.
struct LineCutter {
    let maximumLineBytes: Int
    let linesPerBlock: Int
    let bytesPerBlock: Int
    /// What has come and not been handed on, from offset ``start`` of the input.
    private var pending: [UInt8] = []
    private var start: Int
    private var line: Int
    /// Where in ``pending`` no line end has been looked for yet.
    private var scanned = 0
    /// Bytes dropped of a line that is too long.
    private var dropped = 0

    /// - Parameters:
    ///   - offset: where in the input the stream starts.
    ///   - line: how many lines lie before it.
    init(
        maximumLineBytes: Int, linesPerBlock: Int = 1000, bytesPerBlock: Int = 1 << 20, offset: Int = 0, line: Int = 0
    ) {
        self.maximumLineBytes = maximumLineBytes
        self.linesPerBlock = linesPerBlock
        self.bytesPerBlock = bytesPerBlock
        self.start = offset
        self.line = line
    }

    /// Takes bytes, returns the blocks they complete.
    mutating func append(_ chunk: [UInt8]) -> [LineBlock] {
        pending.append(contentsOf: chunk)
        return cut(isEnd: false)
    }

    /// The last lines, the very last perhaps without an end.
    mutating func finish() -> [LineBlock] { cut(isEnd: true) }

    private mutating func cut(isEnd: Bool) -> [LineBlock] {
        var blocks: [LineBlock] = []
        var block = LineBlock()
        var blockStart = 0
        var lineStart = 0
        func close(_ end: Int) {
            block.bytes = Array(pending[blockStart..<end])
            block.endOffset = start + end
            block.endLine = line
            blocks.append(block)
            block = LineBlock()
            blockStart = end
        }
        while true {
            var end = pending.firstLineFeed(from: max(scanned, lineStart))
            if end == nil, isEnd, lineStart < pending.count || dropped > 0 { end = pending.count }
            guard let end else { break }
            take(lineStart..<end, &block, blockStart)
            lineStart = min(end + 1, pending.count)
            scanned = lineStart
            if block.lines.count >= linesPerBlock || lineStart - blockStart >= bytesPerBlock { close(lineStart) }
            if isEnd, lineStart == pending.count { break }
        }
        scanned = pending.count
        if lineStart > blockStart || !block.lines.isEmpty { close(lineStart) }
        // One byte more may be the carriage return of the line end.
        if pending.count - lineStart > maximumLineBytes + 1 {
            dropped += pending.count - lineStart
            lineStart = pending.count
        }
        pending.removeSubrange(..<lineStart)
        start += lineStart
        scanned -= lineStart
        return blocks
    }

    /// Adds a line to the block, unless it is blank.
    private mutating func take(_ range: Range<Int>, _ block: inout LineBlock, _ blockStart: Int) {
        line += 1
        var range = range
        if start == 0, range.lowerBound == 0, pending[range].starts(with: [0xEF, 0xBB, 0xBF]) {
            range = range.lowerBound + 3..<range.upperBound
        }
        if let last = pending[range].last, last == UInt8(ascii: "\r") {
            range = range.lowerBound..<range.upperBound - 1
        }
        let size = dropped + range.count
        dropped = 0
        guard size <= maximumLineBytes else {
            block.lines.append(LineBlock.Line(number: line, range: nil, size: size))
            return
        }
        guard !pending[range].allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { return }
        let place = range.lowerBound - blockStart..<range.upperBound - blockStart
        block.lines.append(LineBlock.Line(number: line, range: place, size: size))
    }
}

extension [UInt8] {
    /// The index of the next line feed.
    fileprivate func firstLineFeed(from index: Int) -> Int? {
        guard index < count else { return nil }
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + index, Int32(UInt8(ascii: "\n")), bytes.count - index)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
