import OMSMessages
import Postgres
import Projection
import Schema

/// A breaker together with what it guards.
struct GuardedDestination: Sendable {
    let destination: Destination
    var breaker: Breaker
    /// The database's clock.
    let now: Timestamp

    /// The columns that statements about breakers begin with.
    init(_ row: Row) throws(PostgresError) {
        destination = Destination(channel: try row.string(0), storedEndpoint: try row.string(1))
        now = Timestamp(try row.timestamp(12))
        breaker = Breaker(since: try row.optionalTimestamp(3).map { Timestamp($0) } ?? now)
        breaker.state = Breaker.State(rawValue: try row.string(2)) ?? .paused
        breaker.reason = try row.optionalString(4)
        breaker.detail = try row.optionalString(5)
        breaker.failures = try row.int(6)
        breaker.lastFailed = try row.optionalUUID(7)
        breaker.openings = try row.int(8)
        breaker.nextProbeAt = try row.optionalTimestamp(9).map { Timestamp($0) }
        breaker.changedBy = try row.optionalString(10)
        breaker.changeReason = try row.optionalString(11)
    }

    /// Makes closed breakers where there are none yet.
    static func insert(
        _ destinations: some Collection<Destination>, _ connection: isolated Connection
    ) throws(PostgresError) {
        guard !destinations.isEmpty else { return }
        var parameters = Parameters()
        parameters.append(array: destinations.map(\.channel))
        parameters.append(array: destinations.map(\.storedEndpoint))
        try connection.execute(SQL.insertBreakers, parameters)
    }

    /// Locks those breakers that exist.
    /// - Parameter asked: whether a breaker is wanted whatever its state; else only if a success would change it.
    static func lock(
        _ asked: [Destination: Bool], _ connection: isolated Connection
    ) throws(PostgresError) -> [GuardedDestination] {
        var parameters = Parameters()
        parameters.append(array: asked.keys.map(\.channel))
        parameters.append(array: asked.keys.map(\.storedEndpoint))
        parameters.append(array: asked.values.map { $0 })
        var found: [GuardedDestination] = []
        for row in try connection.query(SQL.lockBreakers, parameters) { found.append(try GuardedDestination(row)) }
        return found
    }

    static func save(_ changed: [GuardedDestination], _ connection: isolated Connection) throws(PostgresError) {
        guard !changed.isEmpty else { return }
        var parameters = Parameters()
        parameters.append(array: changed.map(\.destination.channel))
        parameters.append(array: changed.map(\.destination.storedEndpoint))
        parameters.append(array: changed.map(\.breaker.state.rawValue))
        parameters.append(array: changed.map { PostgresTimestamp($0.breaker.since) })
        parameters.append(array: changed.map(\.breaker.reason))
        parameters.append(array: changed.map(\.breaker.detail))
        parameters.append(array: changed.map { Int32(clamping: $0.breaker.failures) })
        parameters.append(array: changed.map(\.breaker.lastFailed))
        parameters.append(array: changed.map { Int32(clamping: $0.breaker.openings) })
        parameters.append(array: changed.map { $0.breaker.nextProbeAt.map { PostgresTimestamp($0) } })
        parameters.append(array: changed.map(\.breaker.changedBy))
        parameters.append(array: changed.map(\.breaker.changeReason))
        try connection.execute(SQL.saveBreakers, parameters)
    }
}
