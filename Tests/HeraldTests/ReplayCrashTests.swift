import EmbeddedPostgres
import Foundation
import HeraldTesting
import OMSMessages
import Postgres
import SampleWorld
import Schema
import Testing

/// Crashes of PostgreSQL under a replay, whose commits do not wait for the disk. Source: invariant 9 of the architecture.
@Suite("Replay and crashes of PostgreSQL", .serialized, .timeLimit(.minutes(5)))
struct ReplayCrashTests {
    @Test(
        "What the crash took, the next replay folds again; the rest is there to go on with",
        arguments: [RebuildMoment.filling, .indexing])
    func killedServer(at moment: RebuildMoment) async throws {
        try await Program.withFolder { folder in
            let messages = SampleWorld.histories(SampleWorld.Options(orders: 60, seed: 8, quirks: true)).flatMap { $0 }
            let input = messages.map { String(decoding: $0.json, as: UTF8.self) }.joined(separator: "\n")
            let imported = try await Program.run(["import", "-", "--live", "--data-dir", folder], input: input)
            #expect(imported.status == 0, "\(imported.errors)")
            let service = try await RunningService.start(folder: folder, port: 18_443, settings: [])
            defer { service.kill() }
            try await service.settle()

            let halted = try await HaltedReplay.start(at: moment, ["--data-dir", folder]) {
                try await Connection.connect(
                    ConnectionConfiguration(
                        uri: try EmbeddedCluster.uriOfRunningCluster(dataDirectory: folder + "/postgres"),
                        settings: ["search_path": Schema.name]), logger: TestLog.quiet)
            }
            let filled = moment == .filling ? 63 : 64
            try await halted.wait(until: "(SELECT count(*) FROM rebuilt_shard WHERE generation = 2) = \(filled)")
            // The server writes its log every 200 ms, also of commits that wait for nothing.
            try await Task.sleep(for: .seconds(1))
            Foundation.kill(try #require(service.postgresPID()), SIGKILL)
            #expect(try await halted.process.exitStatus() == 1)
            await halted.lift()
            let deadline = ContinuousClock.now + .seconds(60)
            while try await service.get("/readyz")?.status != 200 {
                try #require(.now < deadline)
                try await Task.sleep(for: .milliseconds(50))
            }

            func replay(_ arguments: String...) async throws -> Program.Output {
                try await Program.run(["replay", "--data-dir", folder, "--format", "json"] + arguments)
            }
            let next = try await replay()
            #expect(next.status == 0, "\(next.errors)")
            let resumed = try JSONDocument(Array(next.text.utf8)).root
            #expect(resumed.int("generation") == 2 && resumed.int("resumed_shards") == filled)
            #expect(resumed.int("shards_same") == 64)
            #expect(try await replay("--verify").status == 0)
            let undisturbed = try JSONDocument(Array(try await replay().text.utf8)).root
            #expect(undisturbed.int("resumed_shards") == 0 && undisturbed.int("shards_same") == 64)
            for count in ["messages", "orders", "communications", "difference_count"] {
                #expect(resumed.int(count) == undisturbed.int(count) && resumed.int(count) != nil, "\(count)")
            }
        }
    }
}
