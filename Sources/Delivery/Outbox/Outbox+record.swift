import Communications
import HeraldMetrics
import Logging
import Postgres
import Projection
import Schema

extension Outbox {
    /// How often recording is tried while the database is away: what was sent must not be forgotten lightly.
    private static let recordAttempts = 6

    /// Records outcomes and draws from them where communications stand: one transaction.
    ///
    /// Goes on when the worker's task is cancelled, since a message that was sent and is not recorded is sent again.
    func record(_ ended: [EndedAttempt], token: PostgresUUID) async throws {
        guard !ended.isEmpty else { return }
        let recording = Task { try await keptUp("deliveries") { try await recordOnce(ended, token: token) } }
        let events = try await recording.value
        for attempt in ended { report(attempt) }
        report(events)
    }

    /// Records what has left already: tries again while the database is away.
    /// - Parameter what: what is recorded, for the log.
    func keptUp<Success: Sendable>(
        _ what: String, _ body: @Sendable () async throws -> Success
    ) async throws -> Success {
        var backoff = Backoff(first: .milliseconds(100), limit: .seconds(5))
        var attempt = 0
        while true {
            attempt += 1
            do {
                return try await body()
            } catch let error as PostgresError
                where (error.isConnectionProblem || error.isRetryable) && attempt < Outbox.recordAttempts
            {
                logger.warning(
                    "what was sent could not be recorded; trying again",
                    metadata: ["what": "\(what)", "error": "\(error)"])
                try await Task.sleep(for: backoff.next())
            }
        }
    }

    private func recordOnce(
        _ ended: [EndedAttempt], token: PostgresUUID
    ) async throws -> [(Destination, Breaker.Event)] {
        var generator = SystemRandomNumberGenerator()
        let next = ended.map { nextStep($0, using: &generator) }
        var keys = Parameters()
        keys.append(array: ended.map(\.delivery.shard))
        keys.append(array: ended.map(\.delivery.orderID))
        keys.append(array: ended.map(\.delivery.communicationID))
        var outcomes = Parameters()
        outcomes.append(token)
        outcomes.append(array: ended.map(\.delivery.shard))
        outcomes.append(array: ended.map(\.delivery.communicationID))
        outcomes.append(array: ended.map(\.delivery.channel))
        outcomes.append(array: ended.map(\.delivery.recipient))
        outcomes.append(array: ended.map { Int32(clamping: $0.delivery.attempt) })
        outcomes.append(array: ended.map { Int32(clamping: Int(max(0, $0.duration.inSeconds * 1_000))) })
        outcomes.append(array: ended.map(\.outcome.name))
        outcomes.append(array: ended.map(\.outcome.errorClass))
        outcomes.append(array: ended.map { String(CleanText.line($0.outcome.text).prefix(500)) })
        outcomes.append(array: next.map(\.status.rawValue))
        outcomes.append(array: next.map(\.wait))
        let (keysOfAll, outcomesOfAll) = (keys, outcomes)
        var settling = keys
        settling.append(HoldReason.channelPaused.text)
        settling.append(Disposition.pending.text)
        let settlingOfAll = settling
        return try await pool.transaction { connection in
            // Breakers first, as in a claim: no breaker is waited for by who holds communications.
            let events = try noteHealth(ended, connection)
            try connection.execute(SQL.lockCommunications, keysOfAll)
            try connection.execute(SQL.recordOutcomes, outcomesOfAll)
            try connection.execute(SQL.settleCommunications, settlingOfAll)
            return events
        }
    }

    /// Where a delivery goes from here, and the seconds until it is tried again.
    private func nextStep(
        _ ended: EndedAttempt, using generator: inout some RandomNumberGenerator
    ) -> (status: DeliveryStatus, wait: Double?) {
        switch ended.outcome {
        case .sent: return (.sent, nil)
        case .permanent: return (.failed, nil)
        case .temporary, .ambiguous:
            var asked = Duration.zero
            if case .temporary(_, _, let retryAfter?) = ended.outcome { asked = retryAfter }
            let delay = options.retries.delay(
                afterAttempts: ended.delivery.tries, asked: asked, using: &generator)
            guard let delay else { return (.failed, nil) }
            return (.pending, delay.inSeconds)
        }
    }

    private func report(_ ended: EndedAttempt) {
        metrics?.deliveries(channel: ended.delivery.channel, outcome: ended.outcome.name).increment()
        let level: Logger.Level = ended.outcome.errorClass == nil ? .debug : .warning
        logger.log(
            level: level, "delivery attempt ended",
            metadata: [
                "communication": "\(ended.delivery.communicationID)", "channel": "\(ended.delivery.channel)",
                "attempt": "\(ended.delivery.attempt)", "outcome": "\(ended.outcome.name)",
                "class": "\(ended.outcome.errorClass ?? "none")",
            ])
    }
}
