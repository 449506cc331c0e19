import Testing

@testable import Postgres

@Suite("Pool state machine")
struct PoolStateMachineTests {
    typealias Machine = PoolStateMachine
    typealias ID = PoolStateMachine.ConnectionID
    let start = ContinuousClock.now

    private func waiter(_ number: Int) -> Machine.WaiterID { Machine.WaiterID(number: number) }
    private func id(_ number: Int) -> ID { ID(number: number) }

    /// A machine with `count` connections lent.
    private func machine(leased count: Int, limits: PoolLimits) -> Machine {
        var machine = Machine(limits: limits)
        for number in 0..<count {
            #expect(machine.lease(waiter(-number), now: start) == .grant(.connect(id(number + 1))))
            machine.connected(id(number + 1))
        }
        return machine
    }

    @Test("a caller connects while there are places, then the next waits, then the next is refused")
    func limits() {
        var machine = machine(leased: 2, limits: PoolLimits(maximum: 2, maximumWaiters: 1))
        #expect(machine.lease(waiter(1), now: start) == .wait)
        #expect(machine.lease(waiter(2), now: start) == .fail(.poolOverloaded))
        #expect(machine.statistics.leased == 2)
        #expect(machine.statistics.waiting == 1)
        #expect(machine.statistics.created == 2)
    }

    @Test("who waits first is served first, and those who left are passed over")
    func order() {
        var machine = machine(leased: 1, limits: PoolLimits(maximum: 1))
        for number in 1...3 { #expect(machine.lease(waiter(number), now: start) == .wait) }
        #expect(machine.cancel(waiter(1), now: start) == true)
        #expect(machine.cancel(waiter(1), now: start) == false)
        let actions = machine.release(id(1), reusable: true, now: start + .seconds(2))
        #expect(actions == [.resume(waiter(2), .use(id(1), idleSince: start + .seconds(2)))])
        #expect(machine.cancel(waiter(2), now: start) == false)
        #expect(machine.statistics.waitedTime == .seconds(2))
        #expect(machine.statistics.waiting == 1)
    }

    @Test("a broken connection is closed and its place goes to the next who waits")
    func broken() {
        var machine = machine(leased: 1, limits: PoolLimits(maximum: 1))
        #expect(machine.lease(waiter(1), now: start) == .wait)
        let actions = machine.release(id(1), reusable: false, now: start)
        #expect(actions == [.close(id(1)), .resume(waiter(1), .connect(id(2)))])
        #expect(machine.statistics.discarded == 1)
    }

    @Test("when a connection cannot be made the place goes to the next who waits")
    func connectFailed() {
        var machine = Machine(limits: PoolLimits(maximum: 1))
        #expect(machine.lease(waiter(1), now: start) == .grant(.connect(id(1))))
        #expect(machine.lease(waiter(2), now: start) == .wait)
        #expect(machine.connectFailed(id(1), now: start) == [.resume(waiter(2), .connect(id(2)))])
        #expect(machine.connectFailed(id(2), now: start) == [])
        #expect(machine.statistics.failed == 2)
        #expect(machine.statistics.connecting == 0)
    }

    @Test("the connection used last is lent first, what is idle too long is closed down to the minimum")
    func idle() {
        var machine = machine(leased: 3, limits: PoolLimits(minimum: 1, maximum: 3, idleTimeout: .seconds(10)))
        for number in 1...3 {
            #expect(machine.release(id(number), reusable: true, now: start + .seconds(number)) == [])
        }
        #expect(machine.closeIdle(now: start + .seconds(10)) == [])
        #expect(machine.closeIdle(now: start + .seconds(20)) == [.close(id(1)), .close(id(2))])
        #expect(
            machine.lease(waiter(1), now: start) == .grant(.use(id(3), idleSince: start + .seconds(3))))
    }

    @Test("what is missing to the minimum is reserved and counted")
    func minimum() {
        var machine = Machine(limits: PoolLimits(minimum: 2, maximum: 2))
        #expect(machine.reserveMissing() == id(1))
        #expect(machine.reserveMissing() == id(2))
        #expect(machine.reserveMissing() == nil)
        #expect(machine.lease(waiter(1), now: start) == .wait)
        machine.connected(id(1))
        let actions = machine.release(id(1), reusable: true, now: start)
        #expect(actions == [.resume(waiter(1), .use(id(1), idleSince: start))])
    }

    @Test("closing refuses who waits and who comes, closes the idle, and ends when the last lease does")
    func close() {
        var machine = machine(leased: 2, limits: PoolLimits(maximum: 2))
        #expect(machine.lease(waiter(1), now: start) == .wait)
        #expect(machine.close(now: start) == [.fail(waiter(1), .poolClosed)])
        #expect(machine.close(now: start) == [])
        #expect(machine.lease(waiter(2), now: start) == .fail(.poolClosed))
        #expect(machine.reserveMissing() == nil)
        #expect(machine.release(id(1), reusable: true, now: start) == [.close(id(1))])
        #expect(machine.release(id(2), reusable: true, now: start) == [.close(id(2)), .finishClosing])
    }

    @Test("closing an unused pool ends at once")
    func closeUnused() {
        var machine = Machine(limits: PoolLimits())
        #expect(machine.close(now: start) == [.finishClosing])
    }

    @Test("a connection that is made after closing is closed when it comes back")
    func closeWhileConnecting() {
        var machine = Machine(limits: PoolLimits())
        #expect(machine.lease(waiter(1), now: start) == .grant(.connect(id(1))))
        #expect(machine.close(now: start) == [])
        machine.connected(id(1))
        #expect(machine.release(id(1), reusable: true, now: start) == [.close(id(1)), .finishClosing])
    }

    @Test("random histories keep the invariants", arguments: 0..<50 as Range<UInt64>)
    func randomHistory(seed: UInt64) {
        var random = Seeded(state: seed)
        let limits = PoolLimits(minimum: 1, maximum: 3, maximumWaiters: 5, idleTimeout: .seconds(5))
        var machine = Machine(limits: limits)
        var now = start
        var leased: [ID] = [], connecting: [ID] = [], waiting: [Int] = []
        var nextWaiter = 0

        func take(_ grant: Machine.Grant) {
            switch grant {
            case .use(let id, _): leased.append(id)
            case .connect(let id): connecting.append(id)
            }
        }
        func apply(_ actions: [Machine.Action]) {
            for action in actions {
                guard case .resume(let id, let grant) = action else { continue }
                #expect(waiting.first == id.number, "the first in the queue is served first")
                waiting.removeFirst()
                take(grant)
            }
        }
        for _ in 0..<500 {
            now += .seconds(1)
            switch UInt64.random(in: 0..<8, using: &random) {
            case 0...2:
                nextWaiter += 1
                switch machine.lease(waiter(nextWaiter), now: now) {
                case .grant(let grant): take(grant)
                case .wait: waiting.append(nextWaiter)
                case .fail(let kind): #expect(kind == .poolOverloaded && waiting.count == limits.maximumWaiters)
                }
            case 3 where !leased.isEmpty:
                let id = leased.remove(at: Int.random(in: 0..<leased.count, using: &random))
                apply(machine.release(id, reusable: Bool.random(using: &random), now: now))
            case 4 where !connecting.isEmpty:
                let id = connecting.removeFirst()
                machine.connected(id)
                leased.append(id)
            case 5 where !connecting.isEmpty:
                apply(machine.connectFailed(connecting.removeFirst(), now: now))
            case 6 where !waiting.isEmpty:
                let number = waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random))
                #expect(machine.cancel(waiter(number), now: now) == true)
            case 7:
                apply(machine.closeIdle(now: now))
                if let id = machine.reserveMissing() { connecting.append(id) }
            default: break
            }
            let statistics = machine.statistics
            #expect(statistics.leased == leased.count && statistics.connecting == connecting.count)
            #expect(statistics.waiting == waiting.count)
            #expect(statistics.idle + leased.count + connecting.count <= limits.maximum)
            #expect(waiting.isEmpty || statistics.idle == 0 && leased.count + connecting.count == limits.maximum)
        }
    }

    @Test("pauses double up to the limit, jittered down by half at most")
    func backoff() {
        var backoff = Backoff(first: .milliseconds(100), limit: .seconds(1))
        var random = Seeded(state: 1)
        for expected in [100, 200, 400, 800, 1000, 1000] {
            let pause = backoff.next(using: &random)
            #expect(pause <= .milliseconds(expected) && pause >= .milliseconds(expected / 2))
        }
        backoff.reset()
        let afterReset = backoff.next(using: &random)
        #expect(afterReset <= .milliseconds(100))
    }
}

/// SplitMix64.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
