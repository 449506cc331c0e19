/// Reads an input, decompressed if need be, as blocks of lines from an offset on.
final class BlockReader {
    private let input: ImportInput
    private var cutter: LineCutter
    private var ready: ArraySlice<LineBlock> = []
    private var gunzip: Gunzip?
    private var isStarted = false
    private var isAtEnd = false
    /// Bytes of text still to be skipped.
    private var skip: Int
    private(set) var bytesRead = 0

    init(_ input: ImportInput, maximumLineBytes: Int, offset: Int, line: Int) {
        self.input = input
        skip = offset
        cutter = LineCutter(maximumLineBytes: maximumLineBytes, offset: offset, line: line)
    }

    /// The next block; `nil` at the end.
    func next() async throws(ImportError) -> LineBlock? {
        while ready.isEmpty, !isAtEnd {
            if let text = try await nextText() { cut(text) } else { isAtEnd = true }
            if isAtEnd { ready += cutter.finish() }
        }
        return ready.popFirst()
    }

    private func cut(_ text: [UInt8]) {
        let skipped = min(skip, text.count)
        skip -= skipped
        ready += cutter.append(skipped > 0 ? Array(text[skipped...]) : text)
    }

    /// The next piece of text; `nil` at the end.
    private func nextText() async throws(ImportError) -> [UInt8]? {
        while true {
            if let gunzip {
                switch gunzip.next() {
                case .bytes(let text): return text
                case .damaged: throw .corruptGzip(name: input.name)
                case .needsInput: break
                }
            }
            let chunk = try await input.read()
            bytesRead += chunk.count
            guard !chunk.isEmpty else {
                if let gunzip, !gunzip.isAtEnd { throw .corruptGzip(name: input.name) }
                return nil
            }
            if !isStarted {
                isStarted = true
                if Gunzip.recognises(chunk) { gunzip = Gunzip() } else if jump(over: chunk) { continue }
            }
            guard let gunzip else { return chunk }
            gunzip.feed(chunk)
        }
    }

    /// Goes to where the text to be skipped ends, if it is behind the first chunk and the input can do that.
    private func jump(over chunk: [UInt8]) -> Bool {
        guard skip > chunk.count, input.seek?(skip) == true else { return false }
        skip = 0
        return true
    }
}
