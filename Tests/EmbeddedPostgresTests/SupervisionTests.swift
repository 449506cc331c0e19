import Glibc
import HeraldTesting
import Logging
import ServiceLifecycle
import Testing

@testable import EmbeddedPostgres

@Suite("Supervision of an embedded cluster")
struct SupervisionTests {
    @Test("A server that is killed is restarted with all committed rows")
    func restartsAfterKill() async throws {
        let recorder = LogRecorder()
        try await ServerUnderTest.with(isSupervised: true, logger: recorder.logger) { server in
            try await server.cluster.run(script: "CREATE SCHEMA herald; CREATE TABLE t (n integer)")
            for round in 1...3 {
                try await server.cluster.run(script: "INSERT INTO t VALUES (\(round))")
                recorder.forget()
                server.kill()
                await recorder.waitFor("PostgreSQL died and will be restarted")
                await recorder.waitFor("PostgreSQL is ready")
                #expect(try await server.cluster.text("SELECT count(*) FROM t") == "\(round)")
            }
        }
    }

    @Test("Supervision gives up after too many deaths in a row")
    func givesUp() async throws {
        try await withTestFolder { folder in
            let options = ClusterOptions(durability: .disposable, restarts: RestartPolicy(limit: 0))
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: Logger(label: "silent", factory: { _ in SwiftLogNoOpLogHandler() }),
                options: options)
            cluster.kill()
            await #expect(
                throws: EmbeddedPostgresError.gaveUp(
                    dataDirectory: folder, restarts: 0, logFile: cluster.logFile)
            ) { try await cluster.run() }
            #expect(try cluster.processes().isEmpty)
        }
    }

    @Test("The end of supervision stops the server cleanly")
    func cancellation() async throws {
        try await withTestFolder { folder in
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: TestLog.quiet, options: ClusterOptions(durability: .disposable))
            let supervision = Task { try await cluster.run() }
            supervision.cancel()
            try await supervision.value
            #expect(try cluster.processes().isEmpty)
            #expect(!FileSystem.exists(cluster.layout.postmasterFile))
        }
    }

    @Test("The graceful shutdown of a service group stops the server cleanly")
    func gracefulShutdown() async throws {
        try await withTestFolder { folder in
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: TestLog.quiet, options: ClusterOptions(durability: .disposable))
            let group = ServiceGroup(services: [cluster], logger: TestLog.quiet)
            async let ended: Void = group.run()
            await group.triggerGracefulShutdown()
            try await ended
            #expect(try cluster.processes().isEmpty)
            #expect(!FileSystem.exists(cluster.layout.postmasterFile))
        }
    }

    @Test("Stop ends the supervision; a planned restart does not")
    func stopAndRestart() async throws {
        let recorder = LogRecorder()
        try await withTestFolder { folder in
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: recorder.logger, options: ClusterOptions(durability: .disposable))
            let supervision = Task { try await cluster.run() }
            try await cluster.restart()
            #expect(try await cluster.text("1") == "1")
            await cluster.stop()
            try await supervision.value
            #expect(!recorder.hasLogged("PostgreSQL died and will be restarted"))
        }
    }

    @Test("A server in a session of its own does not get the terminal's signals")
    func ownSession() async throws {
        let cluster = try await TestCluster.shared
        let pid = try #require(await cluster.server?.pid)
        #expect(getsid(pid) == pid)
        #expect(getsid(pid) != getsid(0))
    }

    @Test("Delays double up to the longest, and a long healthy run starts anew")
    func backoff() {
        var backoff = RestartBackoff(
            policy: RestartPolicy(
                limit: 4, firstDelay: .seconds(1), longestDelay: .seconds(3), stableAfter: .seconds(60)))
        let delays = (0..<5).map { _ in backoff.delay(afterUptime: .seconds(1)) }
        #expect(delays == [.seconds(1), .seconds(2), .seconds(3), .seconds(3), nil])
        #expect(backoff.delay(afterUptime: .seconds(60)) == .seconds(1))
    }

    @Test("A log that grew over its limit is put aside, once")
    func boundedLog() async throws {
        try await withTestFolder { folder in
            let log = ServerLog(path: folder + "/server.log", sizeLimit: 1000)
            let descriptor = try log.openForAppending()
            defer { close(descriptor) }
            for round in 0..<3 {
                let line = [UInt8](repeating: UInt8(ascii: "a") + UInt8(round), count: 1500)
                #expect(unsafe line.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) } == 1500)
                log.trim()
                #expect(log.size == 0)
                #expect(
                    FileSystem.text(of: folder + "/server.log.1")
                        == String(repeating: Character(UnicodeScalar(line[0])), count: 1000))
            }
            log.trim()
            #expect(FileSystem.exists(folder + "/server.log.1"))
        }
    }
}
