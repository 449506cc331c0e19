import Glibc
import HeraldTesting
import Logging
import Postgres
import Testing

@testable import EmbeddedPostgres

@Suite("Who owns an embedded cluster")
struct ClusterOwnershipTests {
    @Test("A second owner is refused by the id of the first, and the server goes on")
    func secondOwner() async throws {
        try await ServerUnderTest.with(durability: .disposable) { server in
            let folder = server.cluster.dataDirectory
            await #expect(throws: EmbeddedPostgresError.inUse(dataDirectory: folder, owner: getpid())) {
                try await EmbeddedCluster.start(dataDirectory: folder, logger: TestLog.quiet)
            }
            await #expect(throws: EmbeddedPostgresError.inUse(dataDirectory: folder, owner: getpid())) {
                try await EmbeddedCluster.destroy(dataDirectory: folder, logger: TestLog.quiet)
            }
            let answer = try await server.cluster.text("1")
            #expect(answer == "1")
        }
    }

    @Test("The server dies with a killed owner, and the next owner finds every committed row")
    func killedOwner() async throws {
        try await withTestFolder { folder in
            await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
                let cluster = try await EmbeddedCluster.start(dataDirectory: folder, logger: TestLog.quiet)
                try await cluster.run(script: "CREATE SCHEMA herald; CREATE TABLE t AS SELECT 42 AS n")
                Glibc.kill(getpid(), SIGKILL)
            }
            // Nobody of this process is the server's parent: it ends by the system's signal, or never.
            let layout = ClusterLayout(root: folder, account: try ServerAccount(unprivileged: "postgres"))
            let leftovers = Leftovers(
                identity: try ClusterIdentity(data: layout.data), layout: layout, logger: TestLog.quiet)
            while !leftovers.processes().isEmpty { try await Task.sleep(for: .milliseconds(5)) }

            let cluster = try await EmbeddedCluster.start(dataDirectory: folder, logger: TestLog.quiet)
            #expect(try await cluster.text("SELECT n FROM t") == "42")
            await cluster.stop()
        }
    }

    @Test("A server that outlived its owner is stopped by the next one, never run beside")
    func orphanedServer() async throws {
        try await withTestFolder { folder in
            await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
                var options = ClusterOptions()
                options.endsWithParent = false
                let cluster = try await EmbeddedCluster.start(
                    dataDirectory: folder, logger: TestLog.quiet, options: options)
                try await cluster.run(script: "CREATE SCHEMA herald; CREATE TABLE t AS SELECT 42 AS n")
                Glibc.kill(getpid(), SIGKILL)
            }
            let recorder = LogRecorder()
            let orphans = try Set(processes(in: folder))
            #expect(!orphans.isEmpty)
            let cluster = try await EmbeddedCluster.start(dataDirectory: folder, logger: recorder.logger)
            await recorder.waitFor("stopping the PostgreSQL that an earlier herald left behind")
            #expect(try await cluster.text("SELECT n FROM t") == "42")
            #expect(try orphans.isDisjoint(with: cluster.processes()))
            await cluster.stop()
        }
    }

    @Test("Sessions that outlived a killed server are ended before the next starts")
    func orphanedSessions() async throws {
        try await ServerUnderTest.with(durability: .durable) { server in
            try await server.cluster.run(script: "CREATE SCHEMA herald; CREATE TABLE t AS SELECT 42 AS n")
            // A session in a long computation does not notice that its server was killed.
            let busy = Task {
                try await server.cluster.run(script: "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$")
            }
            while try await server.cluster.text("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'") != "2" {
                await Task.yield()
            }
            server.kill()
            try await server.start()
            #expect(try await server.cluster.text("SELECT n FROM t") == "42")
            await #expect(throws: PostgresError.self) { try await busy.value }
        }
    }

    @Test("A stale process id that now belongs to another server does not stop the start")
    func staleProcessID() async throws {
        // The shared cluster's server runs under the same account, which is what PostgreSQL looks at.
        let stranger = try #require(try await TestCluster.shared.server?.pid)
        try await ServerUnderTest.with(durability: .disposable) { server in
            server.kill()
            let layout = server.cluster.layout
            let account = try ServerAccount(unprivileged: "postgres")
            await server.stop()
            try FileSystem.write(
                "\(stranger)\n\(layout.data)\n1700000000\n5432\n\(layout.socketDirectory)\n\n0 0\nready\n",
                to: layout.postmasterFile, owner: account)
            try await server.start()
            #expect(try await server.cluster.text("1") == "1")
        }
    }

    private func processes(in folder: String) throws -> [pid_t] {
        let layout = ClusterLayout(root: folder, account: try ServerAccount(unprivileged: "postgres"))
        let identity = try ClusterIdentity(data: layout.data)
        return Leftovers(identity: identity, layout: layout, logger: TestLog.quiet).processes()
    }
}
