/// Everything that is wrong with a configuration, at once. No text of it contains a secret.
public struct ConfigurationError: Error, Hashable, Sendable {
    /// In the order of the key table, unknown keys first; never empty.
    public let problems: [ConfigurationProblem]

    init(_ problems: [ConfigurationProblem]) { self.problems = problems }
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong with a configuration.
public struct ConfigurationProblem: Hashable, Sendable {
    /// What sort of problem it is.
    public enum Cause: Hashable, Sendable {
        /// The file is not YAML that herald can read.
        case unreadableFile
        /// No key has this name.
        case unknownKey(nearest: String)
        /// A source gives the same key twice.
        case repeatedKey
        /// The value is of the wrong type or out of range.
        case invalidValue
        /// The values do not go together.
        case contradiction
    }

    public let cause: Cause
    /// The key, as its source spells it; nil: the file as a whole.
    public let key: String?
    public let source: ConfigurationSource
    /// What is wrong, and what to do.
    public let message: String
}

extension ConfigurationProblem: CustomStringConvertible {
    public var description: String {
        // An unknown variable is its own source.
        if let key, source != .environment(name: key) {
            "\(key) (\(source)): \(message)"
        } else {
            "\(source): \(message)"
        }
    }
}
