/// The decisions of a ``ConnectionPool``: a pure value, whose methods return what is to be done.
///
/// A place is one of `limits.maximum` connections. It is *connecting*, *leased* or *idle*. Invariants:
/// - places in use never exceed `limits.maximum`;
/// - somebody waits only while no connection is idle and no place is free;
/// - who waits first is served first.
struct PoolStateMachine: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// A place, named by a number never used again.
    struct ConnectionID: Hashable, Sendable { let number: Int }
    struct WaiterID: Hashable, Sendable { let number: Int }

    /// What a caller does next.
    enum Grant: Hashable, Sendable {
        /// Use this connection, idle since `idleSince`.
        case use(ConnectionID, idleSince: Instant)
        /// Make a connection for this place and use it.
        case connect(ConnectionID)
    }

    enum LeaseAction: Hashable, Sendable {
        case grant(Grant)
        case wait
        case fail(PostgresError.Kind)
    }

    /// What the shell does.
    enum Action: Hashable, Sendable {
        case resume(WaiterID, Grant)
        case fail(WaiterID, PostgresError.Kind)
        case close(ConnectionID)
        /// Nothing is leased or connecting any more in a closed pool.
        case finishClosing
    }

    private struct Idle { let id: ConnectionID, since: Instant }

    let limits: PoolLimits
    private(set) var isClosed = false
    /// Oldest first; lent from the end, so that what is not needed grows old.
    private var idle: [Idle] = []
    private var leased: Set<ConnectionID> = []
    private var connecting: Set<ConnectionID> = []
    private var waiters = WaiterQueue()
    private var nextConnection = 0
    private var counters = PoolStatistics()

    init(limits: PoolLimits) { self.limits = limits }

    var statistics: PoolStatistics {
        var statistics = counters
        statistics.idle = idle.count
        statistics.leased = leased.count
        statistics.connecting = connecting.count
        statistics.waiting = waiters.count
        return statistics
    }

    private var places: Int { idle.count + leased.count + connecting.count }

    // MARK: Callers

    /// A caller wants a connection.
    mutating func lease(_ waiter: WaiterID, now: Instant) -> LeaseAction {
        guard !isClosed else { return .fail(.poolClosed) }
        if waiters.isEmpty, let grant = nextGrant() { return .grant(grant) }
        guard waiters.count < limits.maximumWaiters else { return .fail(.poolOverloaded) }
        waiters.append(waiter, since: now)
        return .wait
    }

    /// A waiting caller gives up; `false` if it has been served already.
    mutating func cancel(_ waiter: WaiterID, now: Instant, isTimeout: Bool = false) -> Bool {
        guard let since = waiters.remove(waiter) else { return false }
        counters.waitedTime += since.duration(to: now)
        if isTimeout { counters.timedOut += 1 }
        return true
    }

    /// A caller is done with a connection. A broken one frees its place.
    mutating func release(_ id: ConnectionID, reusable: Bool, now: Instant) -> [Action] {
        precondition(leased.remove(id) != nil, "released a connection that was not leased")
        guard reusable, !isClosed else {
            if !reusable { counters.discarded += 1 }
            return [.close(id)] + serve(now: now) + finishIfClosed()
        }
        idle.append(Idle(id: id, since: now))
        return serve(now: now)
    }

    // MARK: Connecting

    /// A caller that was granted a place has connected, and uses the connection.
    mutating func connected(_ id: ConnectionID) {
        precondition(connecting.remove(id) != nil, "connected a place that was not connecting")
        leased.insert(id)
        counters.created += 1
    }

    /// A connection could not be made; its place is free for the next who waits.
    mutating func connectFailed(_ id: ConnectionID, now: Instant) -> [Action] {
        precondition(connecting.remove(id) != nil, "failed a place that was not connecting")
        counters.failed += 1
        return serve(now: now) + finishIfClosed()
    }

    // MARK: Maintenance

    /// Reserves a place for a connection that is missing to the minimum; it is reported as a caller's would be.
    mutating func reserveMissing() -> ConnectionID? {
        guard !isClosed, places < limits.minimum else { return nil }
        return reservePlace()
    }

    /// Closes what has been idle for too long, the oldest first, down to the minimum.
    mutating func closeIdle(now: Instant) -> [Action] {
        let spare = max(0, places - limits.minimum)
        let expired = idle.prefix(spare).prefix { $0.since.duration(to: now) >= limits.idleTimeout }
        idle.removeFirst(expired.count)
        return expired.map { .close($0.id) }
    }

    /// Refuses whoever comes or waits; leased connections close when they come back.
    mutating func close(now: Instant) -> [Action] {
        guard !isClosed else { return [] }
        isClosed = true
        var actions: [Action] = idle.map { .close($0.id) }
        idle = []
        while let waiter = waiters.popFirst() {
            counters.waitedTime += waiter.since.duration(to: now)
            actions.append(.fail(waiter.id, .poolClosed))
        }
        return actions + finishIfClosed()
    }

    // MARK: Parts

    /// Grants to those who wait what has become available.
    private mutating func serve(now: Instant) -> [Action] {
        var actions: [Action] = []
        while !isClosed, !waiters.isEmpty, let grant = nextGrant() {
            guard let waiter = waiters.popFirst() else { break }
            counters.waitedTime += waiter.since.duration(to: now)
            actions.append(.resume(waiter.id, grant))
        }
        return actions
    }

    private mutating func nextGrant() -> Grant? {
        if let last = idle.popLast() {
            leased.insert(last.id)
            return .use(last.id, idleSince: last.since)
        }
        return places < limits.maximum ? .connect(reservePlace()) : nil
    }

    private mutating func reservePlace() -> ConnectionID {
        nextConnection += 1
        let id = ConnectionID(number: nextConnection)
        connecting.insert(id)
        return id
    }

    private func finishIfClosed() -> [Action] {
        isClosed && leased.isEmpty && connecting.isEmpty ? [.finishClosing] : []
    }
}
