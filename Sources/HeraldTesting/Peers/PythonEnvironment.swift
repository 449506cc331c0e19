import Foundation
import Synchronization

/// A Python with the packages that stand on the other side of herald's channels, API and pages: written by others, so that
/// what they accept is what the standards say.
public enum PythonEnvironment {
    /// The packages, pinned: pip finds them on PyPI.
    static let packages = [
        "aiosmtpd==1.4.6", "axe-core-python==0.1.0", "cloudevents==2.2.0", "cryptography>=42", "playwright==1.65.2",
        "schemathesis==4.32.5", "standardwebhooks==1.1.0",
    ]

    /// The interpreter; the first test of a machine installs the packages into a folder of the user's cache.
    /// - Throws: with what to do, where that is not possible.
    public static func interpreter() async throws -> String { try await prepared.value }

    private static let prepared = Task.detached { try await prepare() }

    private static func prepare() async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? NSTemporaryDirectory()) + "/.cache"
        let folder = cache + "/herald-tests/python"
        let python = folder + "/bin/python"
        let marker = folder + "/herald-packages"
        let wanted = packages.joined(separator: "\n")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Several test processes may start together; the lock goes with the file.
        let lock = unsafe open(folder + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        defer { close(lock) }
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else { throw Failure(step: "lock \(folder)", output: "") }
        if (try? String(contentsOfFile: marker, encoding: .utf8)) == wanted { return python }
        try await run("/usr/bin/env", ["python3", "-m", "venv", "--clear", folder])
        try await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"] + packages)
        try wanted.write(toFile: marker, atomically: true, encoding: .utf8)
        return python
    }

    private static func run(_ program: String, _ arguments: [String]) async throws {
        let result = try await ChildProgram.run(program, arguments, within: .seconds(900))
        guard result.status == 0 else {
            throw Failure(
                step: ([program] + arguments).joined(separator: " "), output: result.text + result.errors)
        }
    }

    /// Why there is no Python to test against.
    struct Failure: Error, CustomStringConvertible {
        let step: String
        let output: String

        var description: String {
            """
            Tests of the delivery channels, the API and the console work with Python and packages from PyPI: \
            \(packages.joined(separator: ", ")). They could not be installed; what failed is: \(step)
            \(output.suffix(2_000))
            Needed are python3, python3-venv and access to a package index (pip's settings are obeyed).
            """
        }
    }
}
