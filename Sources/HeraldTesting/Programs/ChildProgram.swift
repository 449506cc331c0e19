import FoundationEssentials
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A program that a test started and may end at any moment.
///
/// Foundation's `Process` sees the end of a program by a socket that every program started at the same moment inherits:
/// beside a database server that lives on, a test would wait for ever, and on one of the few threads that run all tests.
public final class ChildProgram: Sendable {
    /// A flag that the program's own task sets.
    private final class End: Sendable { let hasCome = Mutex(false) }

    public let processIdentifier: Int32
    /// How the program was called, for messages about it.
    private let call: String
    private let errorFile: String?
    private let end: End
    /// Waits for the program.
    private let waiting: Task<Int32, any Error>

    private init(
        processIdentifier: Int32, call: String, errorFile: String?, end: End, waiting: Task<Int32, any Error>
    ) {
        (self.processIdentifier, self.call, self.errorFile) = (processIdentifier, call, errorFile)
        (self.end, self.waiting) = (end, waiting)
    }

    /// Starts a program; what it prints goes to files, so that nothing fills up while nobody reads.
    ///
    /// - Parameters:
    ///   - path: the program.
    ///   - environment: all of it; nil: this process's own.
    ///   - folder: the folder it runs in; nil: this process's own.
    ///   - input: what it reads from standard input; nil: nothing.
    ///   - output: the file for its standard output, which may also be that of its errors; nil: nowhere.
    ///   - errors: the file for its standard error; nil: nowhere.
    public static func start(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
        input: [UInt8]? = nil, output: String? = nil, errors: String? = nil
    ) async throws -> ChildProgram {
        let configuration = Configuration(
            executable: .path(FilePath(path)), arguments: Arguments(arguments),
            environment: environment.map(variables) ?? .inherit,
            workingDirectory: folder.map { FilePath($0) })
        // A program that ends before it has read everything is no reason for this process to end.
        if input != nil { _ = Glibc.signal(SIGPIPE, SIG_IGN) }
        let (outputEnd, errorEnd) = (try open(output), try open(errors))
        let end = End()
        let (started, starting) = AsyncThrowingStream.makeStream(of: Int32.self)
        let waiting = Task<Int32, any Error> {
            defer { end.hasCome.withLock { $0 = true } }
            do {
                let result = try await Subprocess.run(
                    configuration, input: .inputWriter,
                    output: .fileDescriptor(outputEnd, closeAfterSpawningProcess: true),
                    error: .fileDescriptor(errorEnd, closeAfterSpawningProcess: true)
                ) { execution in
                    starting.yield(execution.processIdentifier.value)
                    starting.finish()
                    if let input { _ = try? await execution.standardInputWriter.write(input) }
                    try? await execution.standardInputWriter.finish()
                }
                switch result.terminationStatus {
                case .exited(let code): return code
                case .signaled(let signal): return 128 + signal
                }
            } catch {
                starting.finish(throwing: error)
                throw error
            }
        }
        for try await identifier in started {
            return ChildProgram(
                processIdentifier: identifier, call: ([path] + arguments).joined(separator: " "), errorFile: errors,
                end: end, waiting: waiting)
        }
        waiting.cancel()
        throw CancellationError()
    }

    public var isRunning: Bool { !end.hasCome.withLock { $0 } }

    /// Sends a signal, unless the program has ended.
    public func signal(_ signal: Int32) {
        end.hasCome.withLock { if !$0 { _ = Glibc.kill(processIdentifier, signal) } }
    }

    /// Waits for the end; a program that takes longer, or that is waited for in vain, is killed.
    ///
    /// - Returns: the exit code, or 128 and the number of the signal that ended it.
    /// - Throws: ``Overdue``, with what the program complained of.
    @discardableResult
    public func exitStatus(within limit: Duration = .seconds(120)) async throws -> Int32 {
        let deadline = ContinuousClock.now + limit
        do {
            while isRunning {
                if .now > deadline { throw Overdue(program: call, limit: limit, errors: errors) }
                try await Task.sleep(for: .milliseconds(5))
            }
        } catch {
            signal(SIGKILL)
            throw error
        }
        return try await waiting.value
    }

    /// What it has complained of, if that goes to a file.
    public var errors: String {
        errorFile.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? ""
    }

    /// A program that had to be killed.
    public struct Overdue: Error {
        public let program: String
        public let limit: Duration
        public let errors: String
    }

    private static func variables(_ environment: [String: String]) -> Environment {
        .custom(Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), $1) }))
    }

    private static func open(_ path: String?) throws -> FileDescriptor {
        try unsafe FileDescriptor.open(
            path ?? "/dev/null", .writeOnly, options: [.create, .append, .closeOnExec],
            permissions: [.ownerReadWrite])
    }
}
