import EventLog
import HeraldTesting
import Testing

@Suite("An overloaded appender", .database)
struct OverloadTests {
    @Test("refuses at once, does not grow, and works again when the queue has drained")
    func overload() async throws {
        let pool = TestDatabase.current.pool
        let limits = AppendLimits(lanes: 1, maximumQueued: 20)
        let appender = MessageAppender(pool: pool, limits: limits)
        // Nobody writes yet: the queue fills.
        let accepted = try messages(0..<20).map { try appender.enqueue([$0]) }
        for number in 20..<500 {
            let message = try message(line(number))
            await #expect {
                _ = try await appender.append(message)
            } throws: { error in
                if case .some(.overloaded) = error as? AppendError { true } else { false }
            }
        }
        #expect(appender.queued == 20)
        let running = Task { await appender.run() }
        for ticket in accepted { _ = try await ticket.results() }
        #expect(try await !appender.append(try message(line(20))).isDuplicate)
        running.cancel()
        await running.value
        #expect(try await wholeLog(pool).count == 21)
    }

    @Test("finishes what it accepted when it is stopped, and then refuses")
    func stop() async throws {
        let appender = MessageAppender(pool: TestDatabase.current.pool, limits: AppendLimits(maximumBatch: 7))
        let ticket = try appender.enqueue(try messages(0..<100))
        let running = Task { await appender.run() }
        running.cancel()
        await running.value
        #expect(try await ticket.results().count == 100)
        #expect(throws: AppendError.self) { _ = try appender.enqueue(try messages(0..<1)) }
        #expect(try await wholeLog().count == 100)
    }
}
