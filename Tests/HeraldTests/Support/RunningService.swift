import EmbeddedPostgres
import Foundation
import FoundationNetworking
import HeraldTesting
import OMSMessages
import Postgres
import Schema

/// `herald serve` as a process of its own, which tests may kill.
struct RunningService {
    let folder: String
    let port: Int
    /// The libpq URI of the database; nil: the service runs its own.
    let database: String?
    let process: ChildProgram

    /// Old facts are told too, and a killed worker's deliveries come back soon.
    static let policy = [
        "policy.defaults.max_age=3650d", "policy.defaults.order_confirmation=service", "delivery.batch=8",
        "delivery.send_timeout=1s", "delivery.claim_timeout=2s", "projection.lease=2s",
    ].flatMap { ["--set", $0] }

    /// Starts the service and waits until it answers.
    static func start(
        folder: String, port: Int, database: String? = nil, settings: [String] = policy
    ) async throws -> RunningService {
        try await untilFree(port)
        let process = try await Program.start(
            ["serve", "--data-dir", folder, "--port", "\(port)"] + settings,
            environment: database.map { ["HERALD_DATABASE_URL": $0] } ?? [:])
        let service = RunningService(folder: folder, port: port, database: database, process: process)
        let deadline = ContinuousClock.now + .seconds(120)
        while try await service.get("/readyz")?.status != 200 {
            guard process.isRunning, .now < deadline else { throw ServiceError.didNotStart }
            try await Task.sleep(for: .milliseconds(50))
        }
        return service
    }

    /// Waits until a service that was killed just before has gone.
    private static func untilFree(_ port: Int) async throws {
        let probe = URLRequest(url: URL(string: "http://127.0.0.1:\(port)/livez")!, timeoutInterval: 2)
        let deadline = ContinuousClock.now + .seconds(10)
        while .now < deadline {
            do {
                _ = try await URLSession.shared.data(for: probe)
            } catch let error as URLError {
                if error.code != .timedOut { return }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ServiceError.portIsTaken(port)
    }

    /// SIGKILL, as a crash would.
    func kill() { process.signal(SIGKILL) }

    /// SIGTERM; returns the exit status.
    func stop() async throws -> Int32 {
        process.signal(SIGTERM)
        return try await process.exitStatus()
    }

    /// A GET; nil if nobody answers.
    func get(_ path: String) async throws -> (status: Int, body: Data)? {
        try await send(URLRequest(url: URL(string: "http://127.0.0.1:\(port)\(path)")!))
    }

    /// A POST; nil if nobody answers.
    func post(_ path: String, _ body: [UInt8], type: String = "application/json") async throws -> (
        status: Int, body: Data
    )? {
        var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)\(path)")!)
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        request.setValue(type, forHTTPHeaderField: "Content-Type")
        return try await send(request)
    }

    private func send(_ request: URLRequest) async throws -> (status: Int, body: Data)? {
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            return (response as? HTTPURLResponse).map { ($0.statusCode, data) }
        } catch is URLError {
            return nil
        }
    }

    /// The database of the service, for looking at what it did.
    func pool() throws -> ConnectionPool {
        ConnectionPool(
            configuration: ConnectionConfiguration(
                uri: try database ?? EmbeddedCluster.uriOfRunningCluster(dataDirectory: folder + "/postgres"),
                applicationName: "test", settings: ["search_path": Schema.name]),
            limits: PoolLimits(minimum: 0, maximum: 2), logger: TestLog.quiet)
    }

    /// The process id of the PostgreSQL server.
    func postgresPID() -> Int32? {
        let file = folder + "/postgres/data/postmaster.pid"
        let text = try? String(contentsOfFile: file, encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { Int32($0) }
    }

    /// The e-mails in the mailbox, by file name.
    func mails() throws -> [String] {
        let mailbox = folder + "/mailbox"
        let days = try FileManager.default.contentsOfDirectory(atPath: mailbox)
        return try days.flatMap { try FileManager.default.contentsOfDirectory(atPath: mailbox + "/" + $0) }
            .filter { $0.hasSuffix(".eml") }.sorted()
    }

    /// Waits until everything is folded and sent.
    func settle(within time: Duration = .seconds(180)) async throws {
        let deadline = ContinuousClock.now + time
        let pool = try pool()
        while .now < deadline {
            let open = try? await pool.withConnection { connection in
                try connection.query(
                    Statement(
                        name: "",
                        sql: """
                            SELECT (SELECT coalesce(sum(p.position - c.position), 0) FROM checkpoint c
                                    JOIN shard_position p USING (shard) WHERE c.is_live)::bigint
                                + (SELECT count(*) FROM delivery WHERE status IN ('pending', 'sending'))
                            """))[0].int64(0)
            }
            if open == 0 { return await pool.close() }
            try await Task.sleep(for: .milliseconds(100))
        }
        await pool.close()
        throw ServiceError.didNotSettle
    }
}

enum ServiceError: Error {
    case didNotStart
    case didNotSettle
    /// Something answers there already, such as a service that an interrupted test left behind.
    case portIsTaken(Int)
}
