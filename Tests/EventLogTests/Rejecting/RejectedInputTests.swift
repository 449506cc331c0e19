import EventLog
import HeraldTesting
import Postgres
import Testing

@Suite("Refused inputs", .database)
struct RejectedInputTests {
    private func input(_ number: Int, keepsExcerpt: Bool = false) -> RejectedInput {
        let bytes = Array("broken \(number)".utf8) + Array(repeating: UInt8(ascii: "x"), count: 1000)
        return unsafe RejectedInput(
            .parseError, reason: "not JSON at byte \(number)", input: bytes.span.bytes, origin: .loopback,
            rejectedAt: receivedAt + Int64(number), errorOffset: number, keepsExcerpt: keepsExcerpt)
    }

    @Test("are kept without content, unless an excerpt is asked for")
    func content() async throws {
        let log = RejectedInputLog(pool: TestDatabase.current.pool, logger: TestLog.quiet)
        let inputs = [input(1), input(2, keepsExcerpt: true)]
        try await log.write(inputs)
        let newest = try await log.newest()
        #expect(newest == inputs.reversed())
        #expect(newest[1].excerpt == nil)
        #expect(newest[0].excerpt?.count == 256)
        #expect(newest[0].size == 1008)
    }

    @Test("are a ring: the oldest go when there are too many")
    func ring() async throws {
        let log = RejectedInputLog(pool: TestDatabase.current.pool, kept: 10, logger: TestLog.quiet)
        for start in stride(from: 0, to: 100, by: 7) { try await log.write((start..<start + 7).map { input($0) }) }
        #expect(try await log.newest().map(\.errorOffset) == (95..<105).reversed().map(Int.init))
    }

    @Test("that come in a flood are counted, not kept in memory; the rest is written at the latest at the stop")
    func flood() async throws {
        let log = RejectedInputLog(pool: TestDatabase.current.pool, logger: TestLog.quiet)
        for number in 0..<2000 { log.record(input(number)) }
        #expect(log.dropped == 2000 - RejectedInputLog.maximumWaiting)
        let running = Task { await log.run() }
        running.cancel()
        await running.value
        #expect(try await log.newest(limit: 5000).count == RejectedInputLog.maximumWaiting)
    }
}
