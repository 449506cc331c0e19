/// Where a value came from. The order of the cases is the precedence, strongest first.
public enum ConfigurationSource: Hashable, Sendable {
    /// The command line.
    case option
    /// An environment variable.
    case environment(name: String)
    /// The configuration file.
    case file(path: String, line: Int)
    /// The table of keys.
    case `default`
}

extension ConfigurationSource: CustomStringConvertible {
    public var description: String {
        switch self {
        case .option: "option"
        case .environment(let name): "environment \(name)"
        case .file(let path, let line): "file \(path):\(line)"
        case .default: "default"
        }
    }
}
