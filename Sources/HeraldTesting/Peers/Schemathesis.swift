import Foundation

/// Schemathesis: makes requests from an API's description, right and wrong ones, and checks every answer against it.
public enum Schemathesis {
    private static let hooks =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Scripts/schemathesis_hooks.py"

    /// Runs all its checks against a running service, always with the same requests.
    /// - Parameters:
    ///   - description: the URL of the OpenAPI description.
    ///   - token: what callers show; whether the service asks for it is checked too.
    ///   - examples: how many requests it makes up for each operation.
    ///   - things: values of path parameters that name something which is there, by the beginning of the path.
    /// - Returns: whether it found nothing, and what it said.
    public static func run(
        _ description: String, token: String, examples: Int, things: [String: [String: String]]
    ) async throws -> (passed: Bool, output: String) {
        let things = String(decoding: try JSONEncoder().encode(things), as: UTF8.self)
        let python = try await PythonEnvironment.interpreter()
        return try await withTestFolder { folder in
            let result = try await ChildProgram.run(
                python,
                ["-m", "schemathesis.cli", "run", description, "--seed", "1", "--max-examples", "\(examples)"]
                    + ["--checks", "all", "--continue-on-failure", "--request-timeout", "60", "--no-color"]
                    + ["--warnings", "off", "--header", "Authorization: Bearer \(token)"]
                    // Whatever there is: without this it would leave out the description's own path.
                    + ["--include-path-regex", "^/"],
                environment: ProcessInfo.processInfo.environment.merging(
                    ["SCHEMATHESIS_HOOKS": hooks, "PYTHONUNBUFFERED": "1", "THINGS": things]
                ) { $1 },
                folder: folder, within: .seconds(900))
            return (result.status == 0, result.text + result.errors)
        }
    }
}
