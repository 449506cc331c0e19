import Glibc
import HeraldTesting
import Postgres
import Testing

@testable import EmbeddedPostgres

@Suite("Starting an embedded cluster")
struct ClusterStartTests {
    private func expectFailure(
        in folder: String, options: ClusterOptions = ClusterOptions(durability: .disposable)
    ) async throws -> EmbeddedPostgresError? {
        try await #require(throws: EmbeddedPostgresError.self) {
            try await EmbeddedCluster.start(dataDirectory: folder, logger: TestLog.quiet, options: options)
        }
    }

    @Test("A fresh cluster is private, durable, deterministic, and owned by herald's role")
    func fresh() async throws {
        try await ServerUnderTest.with { server in
            let cluster = server.cluster
            let expected = [
                "current_setting('listen_addresses')": "", "current_setting('fsync')": "on",
                "current_setting('synchronous_commit')": "on", "current_setting('data_checksums')": "on",
                "current_setting('server_encoding')": "UTF8", "current_setting('jit')": "off",
                "current_setting('max_connections')": "64", "current_setting('default_toast_compression')": "lz4",
                "current_setting('wal_compression')": "lz4", "current_setting('max_wal_size')": "2GB",
                "current_setting('unix_socket_permissions')": "0700", "current_setting('timezone')": "UTC",
                "current_setting('search_path')": "herald", "current_user": "herald", "current_database()": "herald",
                "SELECT datcollate FROM pg_database WHERE datname = 'herald'": "C",
                "SELECT rolsuper FROM pg_roles WHERE rolname = 'herald'": "false",
                "SELECT datdba::regrole FROM pg_database WHERE datname = 'herald'": "herald",
                "upper('ä')": "Ä",
            ]
            for (expression, value) in expected {
                let actual = try await cluster.text(expression)
                #expect(actual == value, "\(expression)")
            }
            #expect(mode(of: cluster.layout.data) == 0o700)
            #expect(mode(of: cluster.layout.socketDirectory) == 0o700)
        }
    }

    @Test("A restart keeps the data")
    func restart() async throws {
        try await withTestFolder { folder in
            for isFirst in [true, false] {
                let cluster = try await EmbeddedCluster.start(dataDirectory: folder, logger: TestLog.quiet)
                if isFirst { try await cluster.run(script: "CREATE SCHEMA herald; CREATE TABLE t AS SELECT 42 AS n") }
                #expect(try await cluster.text("SELECT n FROM t") == "42")
                await cluster.stop()
                #expect(try cluster.processes().isEmpty)
            }
        }
    }

    @Test("Stop ends the server although a client is connected, and start brings it back")
    func stopWithClients() async throws {
        try await ServerUnderTest.with(durability: .disposable) { server in
            let client = try await Connection.connect(
                ConnectionConfiguration(uri: server.uri), logger: TestLog.quiet)
            await server.stop()
            await #expect(throws: PostgresError.self) { try await client.script("SELECT 1") }
            await client.close()
            try await server.start()
            #expect(try await server.cluster.text("1") == "1")
        }
    }

    @Test("Settings given by the caller and by local.conf override herald's")
    func settings() async throws {
        try await withTestFolder { folder in
            var options = ClusterOptions(durability: .disposable, settings: ["work_mem": "7MB"])
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: TestLog.quiet, options: options)
            #expect(try await cluster.text("current_setting('work_mem')") == "7MB")
            await cluster.stop()
            options.settings["application_name"] = "it's"
            let account = try ServerAccount(unprivileged: options.account)
            try FileSystem.write("work_mem = '9MB'\n", to: cluster.layout.data + "/local.conf", owner: account)
            let again = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: TestLog.quiet, options: options)
            #expect(try await again.text("current_setting('work_mem')") == "9MB")
            await again.stop()
        }
    }

    @Test("A path too long for a socket gets a private folder for it below /tmp")
    func longPath() async throws {
        try await withTestFolder { folder in
            let deep = folder + "/" + String(repeating: "long-folder-name/", count: 8) + "ünd % strange"
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: deep, logger: TestLog.quiet, options: ClusterOptions(durability: .disposable))
            #expect(try await cluster.text("1") == "1")
            let socket = cluster.layout.socketDirectory
            #expect(socket.hasPrefix("/tmp/herald-"))
            #expect(mode(of: socket) == 0o700)
            await cluster.stop()
            try await EmbeddedCluster.destroy(dataDirectory: deep, logger: TestLog.quiet)
            #expect(!FileSystem.exists(socket))
        }
    }

    @Test("A socket folder below /tmp that belongs to somebody else is refused", .enabled(if: geteuid() == 0))
    func foreignSocketFolder() async throws {
        try await withTestFolder { folder in
            let deep = folder + "/" + String(repeating: "long-folder-name/", count: 8)
            try FileSystem.createFolders(deep)
            let account = try ServerAccount(unprivileged: "postgres")
            let socket = ClusterLayout(root: try FileSystem.resolved(deep), account: account).socketDirectory
            unsafe #expect(mkdir(socket, 0o777) == 0)
            unsafe #expect(chown(socket, 65534, 65534) == 0)
            defer { unsafe rmdir(socket) }
            #expect(try await expectFailure(in: deep) == .socketDirectoryUnsafe(path: socket))
        }
    }

    @Test("Without a server the error names the package to install")
    func missingBinaries() async throws {
        try await withTestFolder { folder in
            let options = ClusterOptions(searchPath: [folder], distributionDirectory: folder)
            let error = try await expectFailure(in: folder, options: options)
            #expect(error == .serverMissing(searched: [folder, folder + "/*/bin"]))
            #expect(error?.description.contains("apt-get install postgresql-15") == true)
        }
    }

    @Test("Data of a version that is not installed is not touched, and the error names the package")
    func versionMismatch() async throws {
        try await withTestFolder { folder in
            try FileSystem.createFolders(folder + "/data")
            let account = try ServerAccount(unprivileged: "postgres")
            try FileSystem.write("13\n", to: folder + "/data/PG_VERSION", owner: account)
            let error = try await expectFailure(in: folder)
            guard case .versionMismatch(folder, 13, let installed) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(installed.allSatisfy { $0 >= 14 })
            #expect(error?.description.contains("postgresql-13") == true)
        }
    }

    @Test("A parent folder closed to the server's account is named", .enabled(if: geteuid() == 0))
    func unsearchableParent() async throws {
        try await withTestFolder { folder in
            let closed = folder + "/closed"
            unsafe #expect(mkdir(closed, 0o700) == 0)
            let error = try await expectFailure(in: closed + "/herald")
            #expect(
                error
                    == .notSearchable(
                        folder: closed, account: "postgres", dataDirectory: closed + "/herald"))
        }
    }

    @Test("An account that does not exist is named", .enabled(if: geteuid() == 0))
    func missingAccount() async throws {
        try await withTestFolder { folder in
            let options = ClusterOptions(account: "nobody-of-that-name")
            let error = try await expectFailure(in: folder, options: options)
            #expect(error == .accountMissing(name: "nobody-of-that-name"))
        }
    }

    @Test("A setting that the server refuses is shown from its log")
    func wrongSetting() async throws {
        try await withTestFolder { folder in
            let options = ClusterOptions(durability: .disposable, settings: ["shared_buffers": "much"])
            let error = try await expectFailure(in: folder, options: options)
            #expect(error?.description.contains("shared_buffers") == true)
            // The folder is free again.
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: TestLog.quiet, options: ClusterOptions(durability: .disposable))
            await cluster.stop()
        }
    }

    @Test("A half-made data directory of an interrupted initdb is made again")
    func interruptedCreation() async throws {
        try await withTestFolder { folder in
            try FileSystem.createFolders(folder + "/data.new/base")
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: TestLog.quiet, options: ClusterOptions(durability: .disposable))
            #expect(!FileSystem.exists(folder + "/data.new"))
            await cluster.stop()
        }
    }

    private func mode(of path: String) -> mode_t? {
        var information = stat()
        return unsafe stat(path, &information) == 0 ? information.st_mode & 0o777 : nil
    }
}
