import Foundation
import HeraldTesting
import Postgres

/// Where a replay into generation 2 dies.
enum RebuildMoment: CaseIterable {
    /// Some shards are in the new table, others are not.
    case filling
    /// All are, and the indexes are being built, over two connections.
    case indexing
    /// They are, and the table is about to become a part of the read model; the server carries that out alone.
    case attaching

    /// Keeps a replay from getting on at this moment, as long as its transaction lasts.
    func obstacle(_ generation: Int) -> String {
        switch self {
        case .filling: "SELECT FROM checkpoint WHERE generation = \(generation) AND shard = 40 FOR UPDATE"
        case .indexing: "LOCK TABLE order_state_g\(generation) IN ROW EXCLUSIVE MODE"
        case .attaching: "LOCK TABLE order_state IN SHARE UPDATE EXCLUSIVE MODE"
        }
    }

    /// What the replay waits with.
    var statement: String {
        switch self {
        case .filling: "UPDATE checkpoint%"
        case .indexing: "%index_generation_terms%"
        case .attaching: "%attach_generation%"
        }
    }
}

/// A replay that stands still until it is killed or the obstacle is lifted.
struct HaltedReplay {
    let process: ChildProgram
    private let obstacle: Connection
    /// Outside of any transaction, in which a server's activity looks the same all the time.
    private let observer: Connection
    private let errorFile: String

    /// Starts a replay and waits until it stands still.
    static func start(
        at moment: RebuildMoment, _ arguments: [String] = [], environment: [String: String] = [:],
        connect: () async throws -> Connection
    ) async throws -> HaltedReplay {
        let (gate, obstacle) = (try await connect(), try await connect())
        // Nothing is folded before it is settled where the replay stops.
        try await gate.perform { try $0.script("BEGIN; LOCK TABLE parked_order") }
        let errors = NSTemporaryDirectory() + UUID().uuidString
        let process = try await Program.start(["replay"] + arguments, environment: environment, errors: errors)
        let halted = HaltedReplay(process: process, obstacle: obstacle, observer: gate, errorFile: errors)
        do {
            let generation = try await halted.untilBegun()
            try await obstacle.perform { try $0.script("BEGIN; \(moment.obstacle(generation))") }
            try await gate.perform { try $0.script("COMMIT") }
            try await halted.wait(
                until: """
                    EXISTS (SELECT FROM checkpoint WHERE generation = \(generation) AND position > 0)
                        AND EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                            AND wait_event_type = 'Lock' AND query LIKE '\(moment.statement)')
                    """)
        } catch {
            process.signal(SIGTERM)
            throw error
        }
        return halted
    }

    /// Waits until a generation is being built.
    private func untilBegun() async throws -> Int {
        try await wait(until: "EXISTS (SELECT FROM generation WHERE status = 'building')")
        return try await observer.perform { connection in
            let sql = "SELECT generation FROM generation WHERE status = 'building'"
            return try connection.query(Statement(name: "", sql: sql))[0].int(0)
        }
    }

    /// Asks again and again until the answer is yes.
    func wait(until sql: String) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !observer.perform({ try $0.query(Statement(name: "", sql: "SELECT \(sql)"))[0].bool(0) }) {
            guard process.isRunning, .now < deadline else { throw DidNotHalt(errors: process.errors) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Takes the obstacle away.
    func lift() async {
        await obstacle.close()
        await observer.close()
        try? FileManager.default.removeItem(atPath: errorFile)
    }

    struct DidNotHalt: Error { let errors: String }
}
