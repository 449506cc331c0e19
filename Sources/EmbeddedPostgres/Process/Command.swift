import FoundationEssentials
import Glibc

/// A program and its arguments, as they are handed to the system: no shell is involved.
struct Command: Sendable {
    /// Path of the program, then its arguments.
    var arguments: [String]

    /// The whole environment: nothing of herald's own (such as `PGHOST`) reaches the server.
    static let environment = [
        "PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin", "LC_ALL=C", "TZ=UTC",
    ]

    /// `POSIX_SPAWN_SETSID` of glibc, which Swift's module does not show.
    private static let setsid: Int32 = 0x80

    /// Starts the program in a new session, in `/`, with default signals, its output going to one descriptor.
    ///
    /// - Returns: The process id. The calling thread is the parent.
    func spawn(output: Int32) throws(EmbeddedPostgresError) -> pid_t {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        let flags = Self.setsid | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for descriptor in Self.openDescriptors() where descriptor > 2 {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var pid: pid_t = 0
        // The server's account may not be allowed in the present folder.
        let arguments = ["/usr/bin/env", "-C", "/"] + arguments
        let code = unsafe Self.withCStrings(arguments) { argv in
            unsafe Self.withCStrings(Self.environment) { environment in
                unsafe posix_spawn(&pid, arguments[0], &actions, &attributes, argv, environment)
            }
        }
        guard code == 0 else { throw FileSystem.failure("run", arguments[0], code: code) }
        return pid
    }

    /// Runs the program to its end.
    ///
    /// - Returns: How it ended and the first 64 KiB of what it printed.
    func run() async throws(EmbeddedPostgresError) -> (status: ExitStatus, output: String) {
        var ends: [Int32] = [-1, -1]
        // A socket pair and not a pipe: it can be created closed to programs that other threads start meanwhile.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw FileSystem.failure("create a pipe for", arguments[0])
        }
        let child: ChildProcess
        do {
            child = try await ChildProcess.launch(self, output: ends[1])
        } catch {
            close(ends[0])
            close(ends[1])
            throw error
        }
        close(ends[1])
        let readEnd = ends[0]
        let output = await withCheckedContinuation { continuation in
            DedicatedThread.start { continuation.resume(returning: Self.readAll(readEnd)) }
        }
        // A command cannot be abandoned half-way: its wait does not end with the caller's cancellation.
        let status = await Task { await child.exitStatus() }.value
        return (status ?? .exited(-1), output)
    }

    private static func openDescriptors() -> [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
    }

    private static func readAll(_ descriptor: Int32) -> String {
        defer { close(descriptor) }
        var kept: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: kept, as: UTF8.self) }
            if kept.count < 64 << 10 { kept += buffer[..<count] }
        }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = unsafe strings.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
    }
}
