internal import EventLog
internal import HTTPTypes
internal import HeraldMetrics
internal import OMSMessages
internal import Postgres
internal import Schema
internal import Synchronization

/// Whether the process lives, whether it is ready, and what it counts.
final class HealthEndpoints: Sendable {
    private let pool: ConnectionPool
    private let metrics: MetricsRegistry
    private let queued: @Sendable () -> Int
    private let now: @Sendable () -> Int64
    private let watch: Mutex<ProjectionWatch>

    init(_ settings: ServerSettings, _ dependencies: ServerDependencies) {
        pool = dependencies.pool
        metrics = dependencies.metrics
        let appender = dependencies.appender
        queued = { appender.queued }
        now = dependencies.now
        watch = Mutex(ProjectionWatch(limit: settings.stuckAfter))
    }

    func alive(_ call: Call) async throws -> Answer {
        Answer.json(capacity: 32) { json in json.object { json in json.member("alive", true) } }
    }

    func ready(_ call: Call) async throws -> Answer {
        let reasons = await reasonsAgainst()
        let kind = Problem.Kind.unavailable
        var answer = Answer.json(reasons.isEmpty ? .ok : kind.status) { json in
            json.object { json in
                if !reasons.isEmpty {
                    json.member("type", kind.type)
                    json.member("title", kind.title)
                    json.member("status", kind.status.code)
                    json.member("detail", reasons.joined(separator: "; "))
                    json.member("instance", "urn:herald:request:" + call.requestID)
                }
                json.member("ready", reasons.isEmpty)
                json.member("reasons", array: { json in for reason in reasons { json.value(reason) } })
            }
        }
        if !reasons.isEmpty { answer.contentType = Problem.contentType }
        return answer
    }

    private func reasonsAgainst() async -> [String] {
        do {
            let schema = try await Migrator().status(using: pool)
            if let problem = schema.problem { return ["the database does not fit this program: \(problem)"] }
            guard schema.isCurrent else { return ["the database is not migrated; run 'herald migrate'"] }
            let shards = try await ProjectionStatus.all(pool)
            let stuck = watch.withLock { $0.stuck(shards, now: now()) }
            guard stuck.isEmpty else {
                let names = stuck.prefix(8).map(String.init).joined(separator: ", ")
                return ["the projection does not advance on \(stuck.count) of \(shards.count) shards: \(names)"]
            }
            return []
        } catch let error as PostgresError {
            return ["the database cannot be asked: \(error)"]
        } catch {
            return ["the database cannot be asked"]
        }
    }

    func metrics(_ call: Call) async throws -> Answer {
        await measure()
        return Answer(.ok, contentType: MetricsRegistry.contentType, body: Array(metrics.exposition().utf8))
    }

    /// Brings the gauges up to date; without a database, those that need one keep their values.
    private func measure() async {
        let statistics = pool.statistics
        metrics.poolConnections(state: "idle").set(statistics.idle)
        metrics.poolConnections(state: "leased").set(statistics.leased)
        metrics.poolConnections(state: "opening").set(statistics.connecting)
        metrics.poolWaiting.set(statistics.waiting)
        metrics.appendQueue.set(queued())
        if let shards = try? await ProjectionStatus.all(pool) {
            for shard in shards { metrics.projectionLag(shard: Int(shard.shard)).set(Int(shard.lag)) }
            metrics.projectionOldest.set(Double(shards.oldestAge(now: now())) / 1e6)
        }
        if let counts = try? await pool.withConnection({ try $0.query(SQL.countDeadLetters).only }) {
            if let parked = try? counts.int(0) { metrics.parkedOrders.set(parked) }
            if let setAside = try? counts.int(1) { metrics.setAsideMessages.set(setAside) }
        }
        if let counts = try? await pool.withConnection({ try $0.query(SQL.countAttention).only }) {
            if let failed = try? counts.int(0) { metrics.deadLetters.set(failed) }
            if let overdue = try? counts.int(1) { metrics.overdueHolds.set(overdue) }
        }
        if let breakers = try? await pool.withConnection({ try $0.query(SQL.listBreakers) }) {
            for row in breakers {
                guard let channel = try? row.string(0), let endpoint = try? row.string(1) else { continue }
                metrics.channelUp(channel: channel, endpoint: endpoint).set((try? row.bool(2)) == true ? 1 : 0)
            }
        }
    }
}
