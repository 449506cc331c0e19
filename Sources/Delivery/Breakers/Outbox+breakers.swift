import Communications
import Logging
import Postgres
import Schema

extension Outbox {
    /// What outcomes say of their channels, kept in the transaction that records them.
    /// - Returns: what happened to breakers.
    func noteHealth(
        _ ended: [EndedAttempt], _ connection: isolated Connection
    ) throws(PostgresError) -> [(Destination, Breaker.Event)] {
        var reports: [Destination: [(health: ChannelHealth, communication: PostgresUUID)]] = [:]
        for attempt in ended {
            guard let channel = channels[attempt.delivery.channel] else { continue }
            reports[channel.destination(of: attempt.delivery.recipient), default: []]
                .append((attempt.outcome.health, attempt.delivery.communicationID))
        }
        guard !reports.isEmpty else { return [] }
        let asked = reports.mapValues { $0.contains { $0.health != .working && $0.health != .unknown } }
        try GuardedDestination.insert(asked.filter(\.value).keys, connection)
        var events: [(Destination, Breaker.Event)] = []
        var changed: [GuardedDestination] = []
        for var entry in try GuardedDestination.lock(asked, connection) {
            let before = entry.breaker
            for report in reports[entry.destination] ?? [] {
                let event = entry.breaker.note(
                    report.health, of: report.communication, at: entry.now, options.breaker)
                if let event { events.append((entry.destination, event)) }
            }
            if entry.breaker != before { changed.append(entry) }
        }
        try GuardedDestination.save(changed, connection)
        return events
    }

    func report(_ events: [(Destination, Breaker.Event)]) {
        for (destination, event) in events {
            let metadata: Logger.Metadata = ["channel": "\(destination)"]
            switch event {
            case .opened:
                logger.warning("a delivery channel does not work; its deliveries wait", metadata: metadata)
            case .stayedOpen:
                logger.warning("a delivery channel still does not work; the next try is later", metadata: metadata)
            case .closed: logger.notice("a delivery channel works again", metadata: metadata)
            case .gone:
                logger.error(
                    "an endpoint wants nothing more (410) and is off until it is resumed", metadata: metadata)
            }
        }
    }

    /// Lets probes out whose time has come, and makes due what waited for channels that are closed again.
    /// - Returns: how many deliveries are due now that were not.
    func tendBreakers() async throws -> Int {
        let probeTime = options.sendTimeout * 2
        let (probes, released) = try await pool.transaction { connection in
            let probes = try connection.query(SQL.grantProbes, [probeTime.inSeconds]).map { try $0.string(0) }
            let released = try connection.query(
                SQL.releaseDeliveries, [Int32(Outbox.releasedAtOnce), Disposition.pending.text])
            return (probes, released.count)
        }
        for channel in probes {
            logger.info("a delivery tries whether its channel works again", metadata: ["channel": "\(channel)"])
        }
        return probes.count + released
    }

    /// Bounds the transaction that releases.
    private static let releasedAtOnce = 500
}
