import Communications
import HeraldTesting
import Postgres
import Synchronization
import Testing

@testable import Delivery

@Suite("Delivery workers side by side", .database, .timeLimit(.minutes(5))) struct DeliveryWorkersTests {
    var bench = Workbench()

    /// Sends that are under way, and the most there ever were.
    final class Crowd: Sendable {
        private let state = Mutex((now: 0, most: 0, all: 0))
        var most: Int { state.withLock { $0.most } }
        var all: Int { state.withLock { $0.all } }

        func during(_ body: () async -> Void) async {
            state.withLock { state in
                state.now += 1
                state.all += 1
                state.most = max(state.most, state.now)
            }
            await body()
            state.withLock { $0.now -= 1 }
        }
    }

    private func saveOrders(_ count: Int) async throws {
        for number in 0..<count {
            var order = Shop.Order()
            order.id = "NQ-\(number)"
            try await Story.about(.customer(.orderConfirmation), order).0.save(bench.pool)
        }
    }

    /// Runs the workers until the body returns.
    private func running(_ channels: TestChannel..., body: () async throws -> Void) async throws {
        let policy = bench.policy
        let worker = DeliveryWorker(
            pool: bench.pool, channels: channels,
            renderer: TemplateRenderer(Workbench.templates) { _ in policy }, policy: { _ in policy },
            options: bench.options, logger: TestLog.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func wait(until condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !condition() {
            try #require(.now < deadline, "it takes too long")
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func count(_ status: String) async throws -> Int {
        try await bench.pool.withConnection { connection in
            try connection.query(
                Statement(name: "", sql: "SELECT count(*) FROM delivery WHERE status = '\(status)'"))[0].int(0)
        }
    }

    @Test("each of them sends as many at a time as it may")
    mutating func sideBySide() async throws {
        bench.options = DeliveryOptions(workers: 3, batchSize: 4, concurrency: 2, pollInterval: .milliseconds(20))
        try await saveOrders(20)
        let crowd = Crowd()
        let channel = TestChannel { _ in
            await crowd.during {
                // Only three workers together get this far.
                while crowd.most < 6, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
            }
        }
        try await running(channel) { try await wait { try await count("sent") == 20 } }
        #expect(crowd.most == 6)
        #expect(channel.messages.count == 20)
        #expect(Set(channel.messages.map(\.id)).count == 20)
    }

    @Test("a channel never gets more at a time than it takes, and the time for a try begins with the send")
    mutating func channelLimit() async throws {
        bench.options = DeliveryOptions(
            workers: 4, batchSize: 10, concurrency: 5, sendTimeout: .milliseconds(700), pollInterval: .milliseconds(20))
        try await saveOrders(40)
        let crowd = Crowd()
        let channel = TestChannel(maximumSends: 2) { _ in
            await crowd.during { try? await Task.sleep(for: .milliseconds(50)) }
        }
        // 40 sends, two at a time, take a second: those at the end wait longer than a try may take.
        try await running(channel) { try await wait { try await count("sent") == 40 } }
        #expect(crowd.most == 2)
        #expect(crowd.all == 40)
    }

    @Test("a channel that is full holds up no other one")
    mutating func otherChannel() async throws {
        bench.policy.defaultDeliveryChannels = ["slow", "fast"]
        bench.options = DeliveryOptions(workers: 1, batchSize: 40, concurrency: 2, pollInterval: .milliseconds(20))
        let policy = bench.policy
        for number in 0..<10 {
            var order = Shop.Order()
            order.id = "NQ-\(number)"
            try await Story.about(.customer(.orderConfirmation), order, policy: policy).0.save(bench.pool)
        }
        let slow = TestChannel(name: "slow", maximumSends: 1) { _ in try? await Task.sleep(for: .seconds(3_600)) }
        let fast = TestChannel(name: "fast")
        try await running(slow, fast) { try await wait { try await count("sent") == 10 } }
        #expect(fast.messages.count == 10)
        #expect(slow.messages.count == 1)
    }

    @Test("one that hangs takes one place; others are claimed, sent and recorded meanwhile")
    mutating func hanging() async throws {
        bench.options = DeliveryOptions(workers: 1, batchSize: 4, concurrency: 2, pollInterval: .milliseconds(20))
        try await saveOrders(21)
        let first = Mutex(true)
        let channel = TestChannel { _ in
            let isFirst = first.withLock { isFirst in
                defer { isFirst = false }
                return isFirst
            }
            if isFirst { try? await Task.sleep(for: .seconds(3_600)) }
        }
        try await running(channel) { try await wait { try await count("sent") == 20 } }
        #expect(channel.messages.count == 21)
    }

    @Test("a claim lasts as long as everything claimed may take")
    func claimTime() {
        let options = DeliveryOptions(
            workers: 3, batchSize: 50, concurrency: 8, sendTimeout: .seconds(30), claimTimeout: .seconds(300))
        #expect(options.claimTime(narrowest: .max) == .seconds(300))
        #expect(options.claimTime(narrowest: 4) == .seconds(30 * 39))
        #expect(DeliveryOptions(batchSize: 100, concurrency: 1).claimTime(narrowest: .max) == .seconds(30 * 101))
        #expect(DeliveryOptions(batchSize: 4, concurrency: 9).concurrency == 4)
        #expect(DeliveryOptions(workers: 1_000).workers == 64)
    }
}

@Suite("The gate of sends", .timeLimit(.minutes(5))) struct SendGateTests {
    @Test("who waits is let in when there is room, whoever came before him for another place")
    func room() async {
        let gate = SendGate(worker: 2, channels: ["mail": 1])
        let crowd = DeliveryWorkersTests.Crowd()
        let mail = [0, 1].map { worker in
            Task {
                await gate.pass(SendGate.Place(worker: worker, channel: "mail")) {
                    await crowd.during { try? await Task.sleep(for: .milliseconds(300)) }
                }
            }
        }
        while crowd.all == 0 { await Task.yield() }
        // Mail is full, and one waits for it; both workers have room for something else.
        for worker in [0, 1] {
            #expect(await gate.pass(SendGate.Place(worker: worker, channel: "chat")) { true } == true)
        }
        for task in mail { _ = await task.value }
        #expect(crowd.all == 2)
        #expect(crowd.most == 1)
    }

    @Test("who is cancelled while he waits is not let in, and takes nobody's place")
    func cancellation() async {
        let gate = SendGate(worker: 1, channels: [:])
        let place = SendGate.Place(worker: 0, channel: "mail")
        await gate.pass(place) {
            let waiting = Task { await gate.pass(place) { true } }
            try? await Task.sleep(for: .milliseconds(20))
            waiting.cancel()
            #expect(await waiting.value == nil)
        }
        #expect(await gate.pass(place) { true } == true)
        let cancelled = Task { () -> Bool? in
            while !Task.isCancelled { await Task.yield() }
            return await gate.pass(place) { true }
        }
        cancelled.cancel()
        #expect(await cancelled.value == nil)
        #expect(await gate.pass(place) { true } == true)
    }
}
