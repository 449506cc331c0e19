/// What is wrong with a template, and where.
public struct TemplateProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file: a path below the folder of overrides, or below the built-in templates; without `.mustache`.
    public var path: String
    /// From 1.
    public var line: Int
    /// What is wrong and what to do.
    public var message: String

    /// - Parameters:
    ///   - path: the file, without `.mustache`.
    ///   - line: from 1.
    ///   - message: what is wrong and what to do.
    public init(path: String, line: Int = 1, message: String) {
        self.path = path
        self.line = line
        self.message = message
    }

    public var description: String { "\(path).mustache:\(line): \(message)" }
}
