/// The configuration of a herald process: typed settings, and for every key its value and where it came from.
///
/// One precedence for all keys: command-line option, environment, file, default. Settings are read directly:
/// `configuration.http.port`, `configuration.policy`.
@dynamicMemberLookup
public struct Configuration: Sendable {
    /// The effective settings.
    public private(set) var settings = Settings()
    /// Every key with its effective value, in the order of the table. Keys whose name the user completes are there once
    /// for each name that a source gives.
    public private(set) var entries: [ConfigurationEntry] = []

    /// A setting.
    public subscript<Value>(dynamicMember path: KeyPath<Settings, Value>) -> Value { settings[keyPath: path] }

    /// Puts the sources together. Reads nothing by itself.
    ///
    /// - Parameters:
    ///   - options: values from the command line, by the names of keys (`http.port`).
    ///   - environment: the environment; variables that do not begin with `HERALD_` and empty ones are passed over.
    ///   - file: the content of the configuration file and its name for errors.
    /// - Throws: everything that is wrong, at once.
    public static func load(
        options: [String: String] = [:], environment: [String: String] = [:],
        file: (path: String, text: String)? = nil
    ) throws(ConfigurationError) -> Configuration {
        let keys = KeyTable.all
        var assignments = Assignments(keys: keys)
        if let file {
            assignments.add(try YAMLFile(path: file.path, text: file.text, keys: keys), path: file.path)
        }
        assignments.add(environment: environment)
        assignments.add(options: options)

        var configuration = Configuration()
        var problems = assignments.problems
        problems += configuration.apply(assignments, keys: keys)
        if problems.isEmpty {
            configuration.settings.setReaches()
            problems = configuration.contradictions
        }
        guard problems.isEmpty else { throw ConfigurationError(problems) }
        return configuration
    }

    /// Every key at its default.
    public static let defaults: Configuration = {
        var configuration = Configuration()
        _ = configuration.apply(Assignments(keys: .all), keys: .all)
        return configuration
    }()

    /// Reads the assigned values in the order of the table, so that a sales channel starts from finished defaults.
    private mutating func apply(_ assignments: Assignments, keys: KeyTable) -> [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        var found: [Int: [ConfigurationEntry]] = [:]
        for (match, assignment) in assignments.sorted {
            let key = keys.keys[match.index]
            do throws(Mismatch) {
                let value = try key.assign(&settings, assignment.raw, match.names)
                let name = key.pattern.name(with: match.names)
                let entry = ConfigurationEntry(
                    key: key, name: name, value: value, source: assignment.source,
                    path: key.pattern.path(with: match.names))
                found[match.index, default: []].append(entry)
            } catch {
                problems.append(key.problem(error, names: match.names, source: assignment.source))
            }
        }
        for (index, key) in keys.keys.enumerated() {
            if let given = found[index] {
                entries += given
            } else if !key.pattern.isFree {
                entries.append(
                    ConfigurationEntry(
                        key: key, name: key.name, value: key.defaultValue, source: .default,
                        path: key.pattern.path(with: [])))
            }
        }
        return problems
    }
}

/// A key with its effective value.
public struct ConfigurationEntry: Sendable {
    public let key: ConfigurationKey
    /// The key's name, with what the user chose of it.
    public let name: String
    /// The value as it may be shown: secrets are masked.
    public let value: ConfigurationValue
    public let source: ConfigurationSource
    /// The segments of the name.
    let path: [String]
}

extension ConfigurationKey {
    /// Says what is wrong with a value. The value of a secret key is not shown.
    fileprivate func problem(
        _ mismatch: Mismatch, names: [String], source: ConfigurationSource
    ) -> ConfigurationProblem {
        let item = mismatch.item.map { "item \($0), " } ?? ""
        let shown = isSecret ? Masking.mask : "\"\(mismatch.shown ?? "")\""
        return ConfigurationProblem(
            cause: .invalidValue, key: pattern.name(with: names), source: source,
            message: "\(item)\(shown) is not allowed; give \(mismatch.allowed)")
    }
}
