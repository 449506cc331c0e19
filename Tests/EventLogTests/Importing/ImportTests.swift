import FoundationEssentials
import HeraldTesting
import Postgres
import Synchronization
import Testing

@testable import EventLog

@Suite("An import", .database)
struct ImportTests {
    private func run(
        _ input: ImportInput, options: ImportOptions = ImportOptions(),
        onProgress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try await withAppender { appender in
            let importer = Importer(
                pool: TestDatabase.current.pool, appender: appender, options: options, now: { receivedAt },
                logger: TestLog.quiet)
            return try await importer.run(input, onProgress: onProgress)
        }
    }

    private func withFile<Result>(_ bytes: [UInt8], _ body: (String) async throws -> Result) async throws -> Result {
        try await withTestFolder { folder in
            let path = folder + "/history.ndjson"
            try Data(bytes).write(to: URL(filePath: path))
            return try await body(path)
        }
    }

    private func text(_ numbers: Range<Int>, end: String = "\n") -> [UInt8] {
        Array(numbers.map { line($0) + end }.joined().utf8)
    }

    /// The messages of every order in the order they are stored.
    private func orders() async throws -> [String: [String]] {
        Dictionary(grouping: try await wholeLog(), by: { $0.orderID ?? "" }).mapValues { $0.map { $0.messageID ?? "" } }
    }

    @Test("stores every line once, as history, in the order of the lines")
    func everyLine() async throws {
        try await withFile(text(0..<5000)) { path in
            let report = try await run(.file(path))
            #expect(report.progress.appended == 5000)
            #expect(report.progress.lines == 5000)
            #expect(report.progress.rejected == 0)
        }
        #expect(try await wholeLog().allSatisfy { $0.isHistorical && $0.receivedAt == receivedAt })
        let expected = Dictionary(grouping: 0..<5000, by: { "NQ-\($0 % 50)" }).mapValues { $0.map { "id-\($0)" } }
        #expect(try await orders() == expected)
        #expect(try await Doctor(pool: TestDatabase.current.pool).examine().findings == [])
    }

    @Test("is live when asked to be")
    func live() async throws {
        try await withFile(text(0..<10)) { path in
            _ = try await run(.file(path), options: ImportOptions(isLive: true))
        }
        #expect(try await wholeLog().allSatisfy { !$0.isHistorical })
    }

    @Test("counts duplicates of the log, of the file, and of another file")
    func duplicates() async throws {
        try await withFile(text(0..<100) + text(0..<50)) { path in
            let report = try await run(.file(path))
            #expect(report.progress.appended == 100)
            #expect(report.progress.duplicates == 50)
        }
        try await withFile(text(50..<120)) { path in
            let report = try await run(.file(path))
            #expect(report.progress.appended == 20)
            #expect(report.progress.duplicates == 50)
        }
    }

    @Test("reports bad lines with their number, and goes on")
    func badLines() async throws {
        var text = Array("\u{FEFF}".utf8) + text(0..<3, end: "\r\n")
        text += Array(
            "\r\n{\"broken\": \r\n[1,2]\r\n{\"id\":1}\r\n\(line(4, note: String(repeating: "x", count: 3000)))\r\n".utf8
        )
        text += Array("{\"method\":\"m\",\"params\":{\"a\":\"".utf8) + [0xFF, 0xFE] + Array("\"}}\n".utf8)
        text += Array(line(5).utf8)
        try await withFile(text) { path in
            let report = try await run(.file(path), options: ImportOptions(maximumLineBytes: 2000))
            #expect(report.progress.appended == 4)
            #expect(report.progress.lines == 10)
            #expect(report.rejectedLines.map(\.line) == [5, 6, 7, 8, 9])
            #expect(
                report.rejectedLines.map(\.kind) == [
                    .parseError, .invalidRequest, .invalidRequest, .tooLarge, .parseError,
                ])
        }
        let rejections = RejectedInputLog(pool: TestDatabase.current.pool, logger: TestLog.quiet)
        let recorded = try await rejections.newest()
        #expect(recorded.count == 5)
        #expect(recorded.allSatisfy { $0.origin == .import && $0.excerpt == nil })
        #expect(
            try await wholeLog().allSatisfy {
                $0.payload.first == UInt8(ascii: "{") && $0.payload.last == UInt8(ascii: "}")
            })
    }

    @Test("reads gzip, also of several members, and refuses what is cut off")
    func gzip() async throws {
        let compressed = try gzipped(text(0..<3000)) + gzipped(text(3000..<4000))
        try await withFile(compressed) { path in
            let report = try await run(.file(path))
            #expect(report.progress.appended == 4000)
            #expect(report.progress.byteOffset == text(0..<4000).count)
        }
        try await withFile(Array(compressed.dropLast(100))) { path in
            _ = await #expect { _ = try await run(.file(path)) } throws: { error in
                if case .some(.corruptGzip) = error as? ImportError { true } else { false }
            }
        }
    }

    @Test("does not read a file again that was imported to its end")
    func finished() async throws {
        try await withFile(text(0..<100)) { path in
            _ = try await run(.file(path))
            let again = try await run(.file(path))
            #expect(again.wasFinished)
            #expect(again.progress.bytesRead == 0)
            let forced = try await run(.file(path), options: ImportOptions(ignoresEarlierProgress: true))
            #expect(forced.progress.duplicates == 100)
            #expect(forced.progress.appended == 0)
        }
    }

    @Test("of a file that does not exist says which")
    func missing() {
        #expect { _ = try ImportInput.file("/nonexistent.ndjson") } throws: { "\($0)".contains("/nonexistent.ndjson") }
    }

    @Test("takes chunks from whoever brings them")
    func chunks() async throws {
        let bytes = text(0..<500)
        let offset = Mutex(0)
        let input = ImportInput(name: "body") { () async throws(ImportError) in
            offset.withLock { offset in
                let start = offset
                offset = min(bytes.count, offset + 777)
                return Array(bytes[start..<offset])
            }
        }
        #expect(try await run(input).progress.appended == 500)
    }

    @Test("that was interrupted continues and ends as if it had not been", arguments: [false, true])
    func resume(isCompressed: Bool) async throws {
        var generator = SeededGenerator(seed: 7)
        let text = text(0..<8000)
        let bytes = isCompressed ? try gzipped(text) : text
        try await withFile(bytes) { path in
            for _ in 0..<4 {
                let stop = Int.random(in: 0..<text.count, using: &generator)
                let task = Task {
                    try await run(.file(path), options: ImportOptions(blocksPerCheckpoint: 1)) { progress in
                        if progress.byteOffset >= stop { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
                    }
                }
                _ = await task.result
            }
            let report = try await run(.file(path))
            #expect(report.progress.lines == 8000)
            #expect(report.progress.byteOffset == text.count)
        }
        let expected = Dictionary(grouping: 0..<8000, by: { "NQ-\($0 % 50)" }).mapValues { $0.map { "id-\($0)" } }
        #expect(try await orders() == expected)
    }

    @Test("whose process died at any byte is completed by the next run", arguments: [0, 1, 12_345, 400_000])
    func partial(offset: Int) async throws {
        let text = text(0..<4000)
        // What the dead process had appended, without having said so.
        let half = ImportInput(name: "dead") { [sent = Mutex(false)] () async throws(ImportError) in
            sent.withLock { sent in
                defer { sent = true }
                return sent ? [] : Array(text[..<min(offset, text.count)])
            }
        }
        _ = try await run(half)
        try await withFile(text) { path in _ = try await run(.file(path)) }
        let expected = Dictionary(grouping: 0..<4000, by: { "NQ-\($0 % 50)" }).mapValues { $0.map { "id-\($0)" } }
        #expect(try await orders() == expected)
    }

    /// The tool that everybody has.
    private func gzipped(_ bytes: [UInt8]) throws -> [UInt8] { try Gzip.compress(bytes) }
}
