import Testing

@testable import EventLog

@Suite("Cutting a stream into lines")
struct LineCutterTests {
    /// The lines of a text that comes in chunks: number and content, "…" for one that is too long.
    private func lines(_ text: String, chunk: Int, limit: Int = 100, perBlock: Int = 1000) -> [String] {
        var cutter = LineCutter(maximumLineBytes: limit, linesPerBlock: perBlock)
        let bytes = Array(text.utf8)
        var blocks: [LineBlock] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            blocks += cutter.append(Array(bytes[start..<min(start + chunk, bytes.count)]))
        }
        blocks += cutter.finish()
        #expect(bytes.isEmpty || blocks.last?.endOffset == bytes.count)
        return blocks.flatMap { block in
            block.lines.map { line in
                "\(line.number):" + (line.range.map { String(decoding: block.bytes[$0], as: UTF8.self) } ?? "…")
            }
        }
    }

    @Test("gives the same lines however the bytes come", arguments: [1, 2, 3, 7, 1000])
    func chunks(size: Int) {
        let text = "\u{FEFF}one\r\ntwo\n\n  \t\nfive\r\n\r\n\(String(repeating: "x", count: 101))\nseven\u{FEFF}\nlast"
        #expect(lines(text, chunk: size) == ["1:one", "2:two", "5:five", "7:…", "8:seven\u{FEFF}", "9:last"])
    }

    @Test("holds no more than the limit of a line that does not end", arguments: [1, 10, 64])
    func endless(chunk: Int) {
        #expect(lines(String(repeating: "x", count: 5000), chunk: chunk) == ["1:…"])
        #expect(lines(String(repeating: "x", count: 5000) + "\nok", chunk: chunk) == ["1:…", "2:ok"])
        #expect(
            lines(String(repeating: "x", count: 100) + "\r\nok\n", chunk: chunk) == [
                "1:" + String(repeating: "x", count: 100), "2:ok",
            ])
    }

    @Test("has nothing to say about nothing", arguments: ["", "\n", "\r\n", "\n\n\n", "  \n"])
    func nothing(text: String) { #expect(lines(text, chunk: 3) == []) }

    @Test("closes a block at its limit of lines")
    func blocks() {
        var cutter = LineCutter(maximumLineBytes: 10, linesPerBlock: 2)
        let blocks = cutter.append(Array("a\nb\nc\nd\ne".utf8)) + cutter.finish()
        #expect(blocks.map(\.endLine) == [2, 4, 5])
        #expect(blocks.map(\.endOffset) == [4, 8, 9])
    }
}
