import Foundation
import HeraldTesting
import NIOCore
import NIOPosix
import OMSMessages
import Testing

/// `herald bench --against`: a running service, measured over HTTP alone.
@Suite("Bench of a running herald", .serialized)
struct RemoteBenchTests {
    private func bench(_ what: String, _ url: String, _ options: [String] = [], token: String? = nil) async throws
        -> Program.Output
    {
        try await Program.run(
            ["bench", what, "--against", url, "--format", "json"] + options
                + (what == "http" ? ["--messages", "1000"] : []),
            environment: token.map { ["HERALD_TOKEN": $0] } ?? [:])
    }

    private func figures(_ output: Program.Output) throws -> [String: Int] {
        let elements = try JSONDocument(Array(output.text.utf8)).root.elements("figures")
        return Dictionary(
            uniqueKeysWithValues: elements.map {
                ($0.string("name") ?? "", $0.int("per_second") ?? $0.int("microseconds") ?? 0)
            })
    }

    @Test("Messages and timelines are measured with a token, and what is refused is told in words")
    func running() async throws {
        try await Program.withFolder { folder in
            func token(_ role: String) async throws -> String {
                let made = try await Program.run([
                    "token", "create", "--name", role, "--role", role, "--data-dir", folder,
                ])
                #expect(made.status == 0, "\(made.errors)")
                return made.text.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            let (ingest, viewer) = (try await token("ingest"), try await token("viewer"))
            let service = try await RunningService.start(folder: folder, port: 18_471, settings: [])
            defer { service.kill() }
            let url = "http://127.0.0.1:18471"

            for (what, path, token, words) in [
                ("timeline", "", viewer, ["no orders"]),
                ("timeline", "", nil, ["401", "HERALD_TOKEN", "viewer"]),
                ("timeline", "", ingest, ["403", "HERALD_TOKEN", "viewer"]),
                ("http", "", viewer, ["403", "HERALD_TOKEN", "ingest"]),
                ("timeline", "/elsewhere", viewer, ["404"]),
            ] {
                let options = what == "http" ? ["--appends-to-its-log"] : []
                let output = try await bench(what, url + path, options, token: token)
                #expect(output.status == 1)
                for word in words { #expect(output.errors.contains(word), "\(output.errors)") }
            }

            let http = try await bench(
                "http", url + "/", ["--appends-to-its-log", "--connections", "8"], token: ingest)
            #expect(http.status == 0, "\(http.errors)")
            let rates = try figures(http)
            #expect(rates.count == 5)
            #expect(rates.values.allSatisfy { $0 > 0 })
            #expect(rates.keys.contains { $0.hasPrefix("POST /oms, one message a request, 8 connections") })
            #expect(http.text.contains("none measured"))
            try await service.settle()

            let timelines = try await bench("timeline", url, ["--rate", "20"], token: viewer)
            #expect(timelines.status == 0, "\(timelines.errors)")
            let times = try figures(timelines)
            #expect(times.count == 3)
            #expect(times.values.allSatisfy { $0 > 0 })
            #expect(times.keys.contains { $0.hasSuffix("newest orders, at 20/s, median") })
        }
    }

    @Test("What cannot be reached is named, with the reason")
    func unreachable() async throws {
        let nobody = try await bench("timeline", "http://127.0.0.1:1")
        #expect(nobody.status == 1)
        #expect(nobody.errors.contains("http://127.0.0.1:1") && nobody.errors.contains("refused"))
        let unknown = try await bench("timeline", "http://no-such-host.invalid:8080")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no-such-host.invalid' ") && unknown.errors.contains("not known"))
    }

    @Test("Whoever takes connections and never answers is told of, and the measurement ends", .timeLimit(.minutes(1)))
    func silent() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let output = try await bench("timeline", "http://127.0.0.1:\(port)", ["--timeout", "1"])
        #expect(output.status == 1)
        #expect(output.errors.contains("does not answer GET /api/v1/orders within 1 s"), "\(output.errors)")
        try await server.close()
        try await group.shutdownGracefully()
    }

    @Test(
        "What cannot be measured is refused before anything is sent",
        arguments: [
            (["http", "--appends-to-its-log", "--against", "https://shop.example"], "encrypted"),
            (["timeline", "--against", "shop.example"], "URL"),
            (["timeline", "--against", "http://shop.example/?q=1"], "URL"),
            (["deliver", "--against", "http://shop.example"], "http and timeline"),
            (["http", "--appends-to-its-log"], "--against"),
            (["http", "--against", "http://shop.example"], "--appends-to-its-log"),
            (["timeline", "--timeout", "5"], "--timeout belongs to"),
            (["timeline", "--minutes", "5"], "--minutes belongs to"),
            (["soak", "--messages", "5000"], "for --minutes, whatever"),
            (["append", "--rate", "5"], "--rate belongs to"),
            (["fold", "--connections", "5"], "--connections belongs to"),
            (["timeline", "--against", "http://shop.example", "--messages", "5000"], "is there already"),
        ])
    func wrongUsage(arguments: [String], reason: String) async throws {
        let output = try await Program.run(["bench"] + arguments)
        #expect(output.status == 64)
        #expect(output.errors.contains(reason))
    }
}
