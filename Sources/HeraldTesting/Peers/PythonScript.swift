public import Foundation

/// A script in Python that looks at something from outside and says what it found.
public enum PythonScript {
    /// Runs a script to its end.
    /// - Parameters:
    ///   - name: its file's name, without `.py`.
    ///   - arguments: given to it.
    /// - Returns: what it printed.
    /// - Throws: what it complained of, if it failed.
    public static func output(of name: String, _ arguments: [String]) async throws -> Data {
        let python = try await PythonEnvironment.interpreter()
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Scripts/"
        // On a thread of its own: one of the few that run tasks would be missing to the server that the script looks at.
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try run(python, [folder + name + ".py"] + arguments, name) })
            }
        }
    }

    /// Runs a script, and waits.
    private static func run(_ python: String, _ arguments: [String], _ name: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(script: name, output: String(decoding: data, as: UTF8.self))
        }
        return data
    }

    /// A script that did not come to its end; what it complained of stands in the test's output.
    struct Failed: Error {
        let script: String
        let output: String
    }
}
