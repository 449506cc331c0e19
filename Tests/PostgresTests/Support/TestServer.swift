import Foundation
import HeraldTesting
import Logging
import Postgres

/// A PostgreSQL server of the tests' own in a folder of its own, reached over a unix socket only. It can be stopped
/// and started in the middle of a test, and goes away with the process.
final class TestServer: Sendable {
    /// The server of all tests that do not stop it.
    static let shared = Task { try await TestServer.start() }

    let folder: String
    private static let bin = "/usr/lib/postgresql/15/bin"

    /// The port on 127.0.0.1 of a server with TCP, and of its socket.
    let port: Int

    /// - Parameter withTCP: listens on 127.0.0.1 as well.
    static func start(withTCP: Bool = false) async throws -> TestServer {
        let server = TestServer(port: withTCP ? Int.random(in: 20_000..<30_000) : 5432)
        try await server.run("initdb", "-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        let settings = """
            listen_addresses = '\(withTCP ? "127.0.0.1" : "")'
            port = \(server.port)
            unix_socket_directories = '\(server.folder)'
            fsync = off
            max_connections = 100
            deadlock_timeout = 20ms
            shared_buffers = 32MB
            """
        let file = FileHandle(forWritingAtPath: server.data + "/postgresql.conf")
        try file?.seekToEnd()
        try file?.write(contentsOf: Data(settings.utf8))
        try await server.watch()
        try await server.start()
        return server
    }

    private init(port: Int) {
        self.port = port
        folder = "/tmp/pgtest-\(UUID().uuidString.prefix(8))"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        if let user = unsafe getpwnam("postgres"), getuid() == 0 {
            unsafe _ = chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
        }
    }

    private var data: String { folder + "/data" }

    /// Starts the server, and waits until it takes connections.
    func start() async throws {
        let (path, arguments) = command("postgres", ["-D", data])
        _ = try await ChildProgram.start(path, arguments, folder: folder)
        try await eventually {
            do throws(PostgresError) {
                let connection = try await Connection.connect(self.configuration(), logger: quiet)
                await connection.close()
                return true
            } catch {
                return false
            }
        }
    }

    /// Stops the server without regard for its clients, as a crash would with `immediate`.
    func stop(mode: String = "fast") async throws {
        try await run("pg_ctl", "-D", data, "-m", mode, "-w", "stop")
    }

    /// Stops the server and removes its folder.
    func remove() async throws {
        try await stop(mode: "immediate")
        try FileManager.default.removeItem(atPath: folder)
    }

    func configuration(
        database: String = "postgres", options: String = "", settings: [String: String] = [:],
        preparedStatementLimit: Int = 256
    ) -> ConnectionConfiguration {
        ConnectionConfiguration(
            uri: "postgresql:///\(database)?host=\(folder)&port=\(port)&user=postgres" + options,
            applicationName: "tests",
            settings: settings, preparedStatementLimit: preparedStatementLimit)
    }

    private func run(_ program: String, _ arguments: String...) async throws {
        let (path, arguments) = command(program, arguments)
        let result = try await ChildProgram.run(path, arguments, folder: folder)
        guard result.status == 0 else {
            throw Failure(program: program, status: result.status, errors: result.errors)
        }
    }

    /// How a program of PostgreSQL is called by an account that it accepts.
    private func command(_ program: String, _ arguments: [String]) -> (String, [String]) {
        let program = "\(Self.bin)/\(program)"
        guard getuid() == 0 else { return (program, arguments) }
        return ("/usr/bin/setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", program] + arguments)
    }

    struct Failure: Error {
        let program: String
        let status: Int32
        let errors: String
    }

    /// Removes the server once this process has gone, even if it crashed.
    private func watch() async throws {
        let script = """
            trap '' TERM INT HUP
            while kill -0 \(getpid()) 2>/dev/null && [ -d '\(folder)' ]; do sleep 1; done
            [ -f '\(data)/postmaster.pid' ] && kill -QUIT "$(head -n 1 '\(data)/postmaster.pid')"
            rm -rf '\(folder)'
            """
        _ = try await ChildProgram.start("/bin/sh", ["-c", script])
    }
}
