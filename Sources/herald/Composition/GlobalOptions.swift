import ArgumentParser
import FoundationEssentials
import HeraldConfiguration

/// The options that every command takes: where the configuration is, and single settings of it.
struct GlobalOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Configuration file (YAML).", valueName: "file"))
    var config: String?

    @Option(
        name: .long, help: ArgumentHelp("libpq URI of the database; without one herald runs its own.", valueName: "uri")
    )
    var databaseURL: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Folder for the embedded database, the mailbox and secrets.", valueName: "folder"))
    var dataDir: String?

    @Option(name: .long, help: ArgumentHelp("Any setting, as key=value; may be repeated.", valueName: "key=value"))
    var set: [String] = []

    /// Loads the configuration: options before environment before file before defaults.
    /// - Throws: a validation error (exit code 64) that names every mistake.
    func load() throws -> Configuration {
        var options: [String: String] = [:]
        for setting in set {
            guard let equals = setting.firstIndex(of: "=") else {
                throw ValidationError("--set takes key=value, not '\(setting)'")
            }
            options[String(setting[..<equals])] = String(setting[setting.index(after: equals)...])
        }
        if let databaseURL { options["database.url"] = databaseURL }
        if let dataDir { options["data.dir"] = dataDir }
        let environment = ProcessInfo.processInfo.environment
        var file: (path: String, text: String)?
        if let path = config ?? environment["HERALD_CONFIG"] {
            do { file = (path, try String(contentsOfFile: path, encoding: .utf8)) } catch {
                throw ValidationError("The configuration file '\(path)' cannot be read.")
            }
        }
        do {
            return try Configuration.load(options: options, environment: environment, file: file)
        } catch {
            throw ValidationError(error.description)
        }
    }
}

/// How a command prints its result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case ndjson
}
