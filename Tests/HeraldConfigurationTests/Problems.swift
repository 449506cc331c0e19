import HeraldConfiguration

/// The problems that loading reports; empty when it succeeds.
func problems(
    options: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
) -> [ConfigurationProblem] {
    do throws(ConfigurationError) {
        _ = try Configuration.load(
            options: options, environment: environment, file: file.map { (path: "herald.yaml", text: $0) })
        return []
    } catch { return error.problems }
}

extension Configuration {
    /// Loads a file called `herald.yaml`.
    static func load(yaml: String) throws(ConfigurationError) -> Configuration {
        try load(file: (path: "herald.yaml", text: yaml))
    }

    /// The entry of a key.
    func entry(_ name: String) -> ConfigurationEntry? { entries.first { $0.name == name } }
}
