import Foundation
import HeraldTesting
import OMSMessages
import Postgres
import SampleWorld
import Synchronization
import Testing

/// Crashes of the real program: `kill -9` of herald at 20 moments, and of PostgreSQL at 5.
///
/// Source: invariants 1, 3, 5 and 7 of the architecture.
@Suite("Crashes", .serialized, .timeLimit(.minutes(20)))
struct CrashTests {
    static let messages = SampleWorld.histories(
        SampleWorld.Options(orders: 450, seed: 21, quirks: true, shuffle: false, duplicates: true)
    ).flatMap { $0 }.map(\.json)

    /// Whether a message still leaves when the order has moved on meanwhile depends on when the worker comes to it (the guard
    /// at dispatch), so those two fates count as one here; that each mail belongs to what was sent is checked by itself.
    ///
    /// What a run ended in: decisions and documents without times of receipt, and the mails that left.
    struct Outcome {
        var communications: [String]
        var documents: [String]
        /// What was sent, by id, and the mails that left, by file.
        var sent: [String]
        var mails: [String]
        /// What is stopped after a try that nobody knows the end of, and says so.
        var uncertain: Set<String>
    }

    @Test(
        "Killed 20 times, and its PostgreSQL 5 times, it loses nothing acknowledged, sends nothing twice, and ends as if undisturbed"
    )
    func killedAtRandomMoments() async throws {
        let undisturbed = try await Program.withFolder { folder in
            let service = try await RunningService.start(folder: folder, port: 18_411)
            _ = try await feed(Self.messages) { service }
            try await service.settle()
            let outcome = try await outcome(of: service)
            #expect(try await service.stop() == 0, "SIGTERM is a graceful stop")
            return outcome
        }
        #expect(undisturbed.communications.count > 100)
        #expect(!undisturbed.mails.isEmpty)

        let (disturbed, acknowledged, stored) = try await Program.withFolder { folder in
            try await runWithCrashes(folder: folder)
        }
        #expect(stored.isSuperset(of: acknowledged), "acknowledged = durable")
        #expect(disturbed.communications == undisturbed.communications)
        #expect(disturbed.documents == undisturbed.documents)
        #expect(
            undisturbed.mails == undisturbed.sent && undisturbed.uncertain.isEmpty, "one file for each that was sent")
        // Killed between a file and its record, the order having moved on before the next try: the record says that it may
        // have been heard.
        let surplus = Set(disturbed.mails).subtracting(disturbed.sent)
        #expect(Set(disturbed.mails).isSuperset(of: disturbed.sent) && surplus.isSubset(of: disturbed.uncertain))
    }

    private func runWithCrashes(folder: String) async throws -> (Outcome, Set<String>, Set<String>) {
        let current = Mutex<RunningService?>(try await RunningService.start(folder: folder, port: 18_412))
        var random = SeededGenerator(seed: 4)
        let moments = (0..<25).map { _ in Int.random(in: 20...900, using: &random) }
        let isFed = Mutex(false)
        let feeding = Task {
            let places = try await feed(Self.messages) { current.withLock { $0 } }
            isFed.withLock { $0 = true }
            return places
        }
        var crashesWhileFeeding = 0
        for (number, moment) in moments.enumerated() {
            try await Task.sleep(for: .milliseconds(moment))
            guard let service = current.withLock({ $0 }) else { continue }
            if !isFed.withLock({ $0 }) { crashesWhileFeeding += 1 }
            if number % 5 == 4 {
                if let pid = service.postgresPID() { Foundation.kill(pid, SIGKILL) }
            } else {
                service.kill()
                try await service.process.exitStatus()
                current.withLock { $0 = nil }
                let next = try await RunningService.start(folder: folder, port: 18_412)
                current.withLock { $0 = next }
            }
        }
        let acknowledged = try await feeding.value
        #expect(crashesWhileFeeding >= 12, "most crashes met messages on their way, the others what follows from them")
        let service = try #require(current.withLock { $0 })
        try await service.settle()
        let pool = try service.pool()
        let stored = try await pool.withConnection { connection in
            Set(
                try connection.query(Statement(name: "", sql: "SELECT shard || ':' || position FROM message"))
                    .map { try $0.string(0) })
        }
        await pool.close()
        let result = try await outcome(of: service)
        let verification = try await Program.run(
            ["replay", "--verify", "--data-dir", folder] + RunningService.policy)
        #expect(verification.status == 0, "\(verification.text)")
        let doctor = try await Program.run(["doctor", "--data-dir", folder])
        #expect(doctor.status == 0, "\(doctor.text)")
        _ = try await service.stop()
        return (result, acknowledged, stored)
    }

    /// Sends every message until it is acknowledged, in order.
    /// - Returns: the places that were acknowledged.
    private func feed(_ messages: [[UInt8]], to service: @escaping @Sendable () -> RunningService?) async throws -> Set<
        String
    > {
        var places = Set<String>()
        for message in messages {
            while true {
                guard let service = service(), let answer = try await service.post("/oms", message),
                    answer.status == 200
                else {
                    try await Task.sleep(for: .milliseconds(20))
                    continue
                }
                let result = try JSONDocument(Array(answer.body)).root["result"]
                let shard = try #require(result?.int("shard"))
                places.insert("\(shard):\(try #require(result?.int("position")))")
                break
            }
        }
        return places
    }

    private func outcome(of service: RunningService) async throws -> Outcome {
        let pool = try service.pool()
        let (communications, documents, sent, uncertain) = try await pool.withConnection { connection in
            let communications = try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT concat_ws('|', key, CASE
                            WHEN status = 'sent' OR reason IN ('superseded', 'test_order') THEN 'told, or overtaken'
                            ELSE status || ' ' || reason END, shard, position,
                            refund_type, return_id, recipient_email, facts)
                        FROM communication ORDER BY key
                        """)
            ).map { try $0.string(0) }
            let documents = try connection.query(
                Statement(
                    name: "",
                    sql: "SELECT document FROM order_state ORDER BY shard, order_id, sales_channel")
            ).map { try $0.string(0) }
            let sent = try connection.query(
                Statement(name: "", sql: "SELECT id || '.eml' FROM communication WHERE status = 'sent' ORDER BY 1")
            ).map { try $0.string(0) }
            let uncertain = try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT id || '.eml' FROM communication WHERE status = 'suppressed' AND detail LIKE
                            '%An earlier try may have reached the recipient.'
                        """)
            ).map { try $0.string(0) }
            return (communications, documents, sent, Set(uncertain))
        }
        await pool.close()
        return Outcome(
            communications: communications, documents: documents, sent: sent, mails: try service.mails(),
            uncertain: uncertain)
    }
}

/// SplitMix64: the same moments in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
