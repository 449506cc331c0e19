import Foundation
import HeraldTesting
import OMSMessages
import Testing

/// `herald bench soak`: a load of a few seconds where others last for hours.
@Suite("Soak")
struct SoakTests {
    @Test("Every interval is told, no message is missing, and what is told is measured")
    func soak() async throws {
        try await Program.withFolder { folder in
            // 300 messages in 12 seconds, looked at twice.
            let output = try await Program.run([
                "bench", "soak", "--minutes", "0.2", "--rate", "25", "--format", "json", "--data-dir", folder,
            ])
            #expect(output.status == 0, "\(output.errors)")
            let root = try JSONDocument(Array(output.text.utf8)).root
            let environment = try #require(root["environment"])
            // Whoever reads slow answers wants to know what the machine did by itself.
            #expect(environment.string("processors by themselves")?.isEmpty == false)
            #expect(environment.string("processor time the host gave to others")?.hasSuffix(" %") == true)
            #expect(environment.string("ended early") == nil)
            let soak = try #require(root["soak"])
            let intervals = soak.elements("intervals")
            #expect(intervals.count == 2)
            #expect(output.errors.split(separator: "\n").count >= 3, "a header, and each interval as it ends")
            #expect(soak.int("unprojected") == 0)

            #expect(soak.int("answered") == 300)
            #expect(soak.int("refused") == 0)
            #expect(soak.int("logged") == 300)
            #expect(intervals.map { $0.int("answered") ?? 0 }.reduce(0, +) == 300)
            #expect(intervals.map { $0.int("lag_samples") ?? 0 }.reduce(0, +) == 300, "all are seen projected")
            for interval in intervals {
                for measure in [
                    "answered", "answer_median_us", "answer_99_us", "lag_samples", "lag_99_us", "resident_bytes",
                    "log_bytes", "order_bytes", "communication_bytes", "shard_position_bytes", "checkpoint_bytes",
                    "shard_position_live_rows", "processor_percent",
                ] {
                    #expect(try #require(interval.int(measure)) > 0, "\(measure)")
                }
            }
            let log = intervals.compactMap { $0.int("log_bytes") }
            #expect(log[0] < log[1], "the log grows")
            let comparison = try #require(
                soak.elements("comparison").first { $0.string("measure") == "log_bytes" })
            #expect(comparison.int("first_tenth") == log[0])
            #expect(comparison.int("last_tenth") == log[1])
        }
    }

    @Test("Ended by Ctrl-C it tells what it has seen", .timeLimit(.minutes(5)))
    func endedEarly() async throws {
        try await Program.withFolder { folder in
            let (output, errors) = (folder + "-output", folder + "-errors")
            defer { for file in [output, errors] { try? FileManager.default.removeItem(atPath: file) } }
            let soak = try await Program.start(
                [
                    "bench", "soak", "--minutes", "5", "--rate", "50", "--format", "json", "--data-dir", folder,
                ], output: output, errors: errors)
            // Not left behind by a test that fails.
            defer { soak.signal(SIGTERM) }
            // The load is on when the header of its report is there.
            while soak.isRunning, !soak.errors.contains("minute") { try await Task.sleep(for: .milliseconds(100)) }
            try await Task.sleep(for: .seconds(3))
            soak.signal(SIGINT)
            #expect(try await soak.exitStatus() == 0, "\(soak.errors)")

            let root = try JSONDocument([UInt8](Data(contentsOf: URL(fileURLWithPath: output)))).root
            #expect(root["environment"]?.string("ended early")?.hasSuffix(" of 15,000 messages") == true)
            let report = try #require(root["soak"])
            let answered = try #require(report.int("answered"))
            #expect(answered > 0 && answered < 15_000)
            #expect(report.int("logged") == answered && report.int("unprojected") == 0)
            #expect((1...12).contains(report.elements("intervals").count), "of 60, five seconds each")
        }
    }

    @Test("A load that cannot be is refused before anything is started")
    func wrongUsage() async throws {
        for option in [["--minutes", "0"], ["--rate", "0"], ["--rate", "1000000"]] {
            let output = try await Program.run(["bench", "soak"] + option)
            #expect(output.status == 64)
            #expect(output.errors.contains(option[0]))
        }
    }
}
