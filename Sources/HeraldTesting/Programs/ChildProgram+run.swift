import FoundationEssentials

extension ChildProgram {
    /// What became of a program.
    public struct Output: Sendable {
        /// The exit code, or 128 and the number of the signal that ended it.
        public var status: Int32
        /// What it printed.
        public var text: String
        /// What it complained of.
        public var errors: String
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - environment: all of it; nil: this process's own.
    ///   - folder: the folder it runs in; nil: this process's own.
    ///   - input: what it reads from standard input; nil: nothing.
    ///   - limit: how long it may take.
    /// - Throws: ``Overdue`` if it takes longer.
    public static func run(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
        input: [UInt8]? = nil, within limit: Duration = .seconds(300)
    ) async throws -> Output {
        try await withTestFolder { files in
            let (output, errors) = (files + "/output", files + "/errors")
            let program = try await start(
                path, arguments, environment: environment, folder: folder, input: input, output: output,
                errors: errors)
            let status = try await program.exitStatus(within: limit)
            return Output(
                status: status, text: try String(contentsOfFile: output, encoding: .utf8), errors: program.errors)
        }
    }
}
