import Communications
import Delivery
import HeraldTesting
import OMSMessages
import Postgres
import Projection

/// The outbox of the running test's database.
struct Workbench {
    let pool = TestDatabase.current.pool
    var policy = ChannelPolicy.service
    /// Retries come at once.
    var options = DeliveryOptions(
        pollInterval: .milliseconds(20), retries: RetrySchedule(delays: [.zero, .zero], jitter: 0))

    var queries: CommunicationQueries { CommunicationQueries(pool: pool) }

    func worker(_ channels: any DeliveryChannel..., pool: ConnectionPool? = nil) -> DeliveryWorker {
        let policy = policy
        return DeliveryWorker(
            pool: pool ?? self.pool, channels: channels,
            renderer: TemplateRenderer(Workbench.templates) { _ in policy }, policy: { _ in policy }, options: options,
            logger: TestLog.quiet)
    }

    /// The built-in templates, checked once.
    static let templates: TemplateCatalog = {
        do { return try TemplateCatalog() } catch { fatalError("\(error)") }
    }()

    func actions() -> CommunicationActions {
        let policy = policy
        return CommunicationActions(pool: pool, policy: { _ in policy }, logger: TestLog.quiet)
    }

    /// A pool of its own, for a worker that is to die.
    func separatePool() -> ConnectionPool {
        ConnectionPool(
            configuration: ConnectionConfiguration(uri: TestDatabase.current.uri), limits: PoolLimits(maximum: 2),
            logger: TestLog.quiet)
    }

    func stored(_ communication: Communication) async throws -> StoredCommunication {
        guard let stored = try await queries.communication(communication.uuid) else {
            throw ActionError.notFound(communication.uuid)
        }
        return stored
    }

    func deliveries(_ communication: Communication) async throws -> [DeliveryRecord] {
        try await stored(communication).deliveries
    }

    /// Runs out all claims, as time would.
    func expireClaims() async throws {
        try await run("UPDATE delivery SET next_attempt_at = now() WHERE status = 'sending'")
    }

    func run(_ sql: String) async throws {
        try await pool.withConnection { connection in try connection.script(sql) }
    }
}
