import Foundation
import HeraldTesting
import OMSMessages
import SampleWorld
import Testing

/// The commands as scripts use them: what they print, and how they exit.
@Suite("Commands", .serialized)
struct CommandTests {
    private func herald(_ folder: String, _ arguments: String...) async throws -> Program.Output {
        try await Program.run(arguments + ["--data-dir", folder])
    }

    @Test("Wrong usage exits with 64 and says what is wrong")
    func wrongUsage() async throws {
        #expect(try await Program.run(["serve", "--no-such-option"]).status == 64)
        let kind = try await Program.run(["explain", "NQ-1", "refund"])
        #expect(kind.status == 64)
        #expect(kind.errors.contains("refund_triggered"))
        let key = try await Program.run(["config", "--set", "http.prt=1"])
        #expect(key.status == 64)
        #expect(key.errors.contains("http.port"), "the nearest known key is named")
    }

    @Test("Every command has a help text")
    func help() async throws {
        let all = try await Program.run(["--help"]).text
        for command in [
            "serve", "import", "replay", "timeline", "explain", "communications", "dead-letters", "resend",
            "acknowledge",
            "dismiss", "preview", "templates", "erase", "migrate", "status", "doctor", "config", "token", "sample",
            "bench",
        ] {
            #expect(all.contains(command))
            let help = try await Program.run(["help", command])
            #expect(help.status == 0)
            #expect(help.text.contains("OVERVIEW"))
        }
    }

    @Test("Templates that are wrong are named, with the line and the remedy; the others are used")
    func templates() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "herald-templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let kind = folder.appending(path: "refund_triggered")
        try FileManager.default.createDirectory(at: kind, withIntermediateDirectories: true)
        try Data("{{$subject}}\n{{oder_id}}{{/subject}}".utf8).write(to: kind.appending(path: "words.de.mustache"))
        try Data("{{$subject}}Refund!{{/subject}}".utf8).write(to: kind.appending(path: "words.en.mustache"))
        let output = try await Program.run(["templates", "--set", "templates.dir=\(folder.path)"])
        #expect(output.status == 1)
        #expect(output.text == "refund_triggered/words.en.mustache\n")
        #expect(
            output.errors
                == "refund_triggered/words.de.mustache:2: there is no variable 'oder_id' here; did you mean 'order_id'?\n"
        )
    }

    @Test("The same seed gives the same sample, another seed another")
    func sample() async throws {
        let arguments = ["sample", "--orders", "20", "--quirks", "--shuffle", "--duplicates"]
        let first = try await Program.run(arguments + ["--seed", "5"])
        #expect(first.status == 0)
        #expect(first.text.split(separator: "\n").count > 40)
        #expect(try await Program.run(arguments + ["--seed", "5"]).text == first.text)
        #expect(try await Program.run(arguments + ["--seed", "6"]).text != first.text)
    }

    @Test("Secrets are masked in the printed configuration, and each value names its source")
    func configuration() async throws {
        let output = try await Program.run(
            ["config", "--database-url", "postgresql://herald:hunter2@db.example/herald", "--set", "oms.secret=quay"])
        #expect(output.status == 0)
        #expect(!output.text.contains("hunter2"))
        #expect(!output.text.contains("quay"))
        #expect(output.text.contains("option"))
        #expect(output.text.contains("default"))
    }

    @Test("A file is imported as history, read models follow on request, and nothing is sent")
    func importAndReplay() async throws {
        try await Program.withFolder { folder in
            let messages = SampleWorld.histories(
                SampleWorld.Options(orders: 25, seed: 2, quirks: true, shuffle: false, duplicates: false)
            ).flatMap { $0 }.map { String(decoding: $0.json, as: UTF8.self) }
            let file = folder + ".ndjson"
            defer { try? FileManager.default.removeItem(atPath: file) }
            try (messages + ["{\"jsonrpc\":", "[1"]).joined(separator: "\n").write(
                toFile: file, atomically: true, encoding: .utf8)

            let imported = try await herald(folder, "import", file, "--format", "json")
            #expect(imported.status == 1, "two lines are no messages")
            let report = try JSONDocument(Array(imported.text.utf8)).root
            #expect(report.int("rejected") == 2)
            #expect(
                report.elements("rejected_lines").map { $0.int("line") } == [messages.count + 1, messages.count + 2])
            #expect(report.int("appended") == messages.count)
            let again = try await herald(folder, "import", file, "--again", "--format", "json")
            #expect(try JSONDocument(Array(again.text.utf8)).root.int("duplicates") == messages.count)
            #expect(try await herald(folder, "doctor").status == 0)

            // Until a service projects, the read models are behind and a comparison of what is folded is trivially clean.
            let status = try JSONDocument(Array(try await herald(folder, "status", "--format", "json").text.utf8)).root
            #expect(status.int("messages") == messages.count)
            #expect(status.int("folded") == 0)
        }
    }

    @Test("A token is shown once, listed without its secret, and can be revoked")
    func tokens() async throws {
        try await Program.withFolder { folder in
            let created = try await herald(folder, "token", "create", "--name", "console", "--role", "viewer")
            #expect(created.status == 0)
            let token = created.text.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(token.count >= 40)
            let list = try await herald(folder, "token", "list")
            #expect(list.text.contains("console"))
            #expect(!list.text.contains(token))
            #expect(try await herald(folder, "token", "revoke", "1").status == 0)
            #expect(try await herald(folder, "token", "revoke", "1").status == 1)
            #expect(try await herald(folder, "token", "create", "--name", "x", "--role", "king").status == 64)
        }
    }

    @Test("A timeline of an order that nobody knows exits with 1")
    func unknownOrder() async throws {
        try await Program.withFolder { folder in
            let output = try await herald(folder, "timeline", "NQ-0")
            #expect(output.status == 1)
            #expect(output.errors.contains("NQ-0"))
        }
    }
}
