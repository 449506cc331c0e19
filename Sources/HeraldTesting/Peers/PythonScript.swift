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
        let result = try await ChildProgram.run(
            python, [folder + name + ".py"] + arguments, within: .seconds(900))
        guard result.status == 0 else { throw Failed(script: name, output: result.text + result.errors) }
        return Data(result.text.utf8)
    }

    /// A script that did not come to its end, and what it said.
    struct Failed: Error {
        let script: String
        let output: String
    }
}
