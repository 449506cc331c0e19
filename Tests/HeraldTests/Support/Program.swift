import Foundation
import Synchronization

/// The built program, run as its users run it.
enum Program {
    /// The executable beside the test bundle.
    static let path: String = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
        let folder = bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        return (folder ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path) + "/herald"
    }()

    struct Output: Sendable {
        var status: Int32
        var text: String
        var errors: String
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
    ) throws -> Output {
        let process = make(arguments, environment)
        let folder = URL(fileURLWithPath: NSTemporaryDirectory())
        let (outFile, errorFile) = (
            folder.appendingPathComponent(UUID().uuidString), folder.appendingPathComponent(UUID().uuidString)
        )
        for file in [outFile, errorFile] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { for file in [outFile, errorFile] { try? FileManager.default.removeItem(at: file) } }
        // Files and not pipes: nothing can fill up while nobody reads.
        process.standardOutput = try FileHandle(forWritingTo: outFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        if let input {
            let pipe = Pipe()
            process.standardInput = pipe
            try process.run()
            pipe.fileHandleForWriting.write(Data(input.utf8))
            try pipe.fileHandleForWriting.close()
        } else {
            process.standardInput = FileHandle.nullDevice
            try process.run()
        }
        process.waitUntilExit()
        return Output(
            status: process.terminationStatus, text: try String(contentsOf: outFile, encoding: .utf8),
            errors: try String(contentsOf: errorFile, encoding: .utf8))
    }

    /// Starts a command that goes on.
    static func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
        let process = make(arguments, environment)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Starts a command that goes on, and keeps its errors in a file.
    static func startKeepingErrors(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> (Process, URL) {
        let process = make(arguments, environment)
        let file = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: file)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return (process, file)
    }

    private static func make(_ arguments: [String], _ settings: [String: String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        for name in environment.keys where name.hasPrefix("HERALD_") { environment[name] = nil }
        process.environment = environment.merging(settings) { $1 }
        return process
    }

    /// A folder that the server's account may enter, removed afterwards.
    static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = "/tmp/herald-program-" + UUID().uuidString.prefix(8)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }
}
