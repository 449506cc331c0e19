import Foundation
import HeraldTesting

/// The built program, run as its users run it.
enum Program {
    /// The executable beside the test bundle.
    static let path: String = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
        let folder = bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        return (folder ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path) + "/herald"
    }()

    typealias Output = ChildProgram.Output

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
    ) async throws -> Output {
        try await ChildProgram.run(
            path, arguments, environment: inherited(environment), input: input.map { Array($0.utf8) })
    }

    /// Starts a command that goes on.
    /// - Parameters:
    ///   - output: the file that keeps what it prints; nil: none does.
    ///   - errors: the file that keeps what it complains of; nil: none does.
    static func start(
        _ arguments: [String], environment: [String: String] = [:], output: String? = nil, errors: String? = nil
    ) async throws -> ChildProgram {
        try await ChildProgram.start(
            path, arguments, environment: inherited(environment), output: output, errors: errors)
    }

    /// The environment of the tests without settings of herald's but these.
    private static func inherited(_ settings: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HERALD_") }.merging(settings) { $1 }
    }

    /// A folder that the server's account may enter, removed afterwards.
    static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = "/tmp/herald-program-" + UUID().uuidString.prefix(8)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }
}
