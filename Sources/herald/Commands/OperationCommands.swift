import ArgumentParser
import EventLog
import FoundationEssentials
import HeraldConfiguration
import HeraldServer
import OMSMessages
import Postgres
import Projection
import Schema

/// `herald migrate`: brings the schema up to date.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's schema up to date; safe to run at any time.")
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await Node.with(options, migrates: false) { node in
            let report = try await Migrator().migrate(
                using: node.pool, options: MigrationOptions(shards: node.configuration.shards))
            for migration in report.migrations { Terminal.print("applied \(migration)") }
            Terminal.print(report.changedAnything ? "The schema is up to date now." : "The schema was up to date.")
        }
    }
}

/// `herald status`: how things stand, at one glance.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How far the projection is, what is held, sent and stuck.")
    @OptionGroup var options: GlobalOptions
    @Option(help: "Output format.") var format = OutputFormat.text

    func run() async throws {
        try await Node.with(options) { node in
            let status = try await StatusReport(pool: node.pool)
            Terminal.print(format == .text ? status.text : status.json)
        }
    }
}

/// `herald doctor`: checks the integrity of the log.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the log: holes, digests that do not fit, streams out of order.")
    @OptionGroup var options: GlobalOptions
    @Option(help: "Output format.") var format = OutputFormat.text

    func run() async throws {
        try await Node.with(options) { node in
            let report = try await Doctor(pool: node.pool).examine { done, total in
                Terminal.progress("shard \(done) of \(total)")
            }
            Terminal.endProgress()
            if format == .text {
                for finding in report.findings { Terminal.print(finding.description) }
                Terminal.print(
                    "\(Figures.grouped(report.messages)) messages: "
                        + (report.isHealthy ? "the log is sound." : "\(report.found) findings."))
            } else {
                var json = JSONWriter()
                json.object { json in
                    json.member("messages", report.messages)
                    json.member("found", report.found)
                    json.member(
                        "findings",
                        array: { json in
                            for finding in report.findings { json.value(finding.description) }
                        })
                }
                Terminal.print(json.bytes)
            }
            if !report.isHealthy { throw ExitCode(1) }
        }
    }
}

/// `herald config`: the effective configuration, and where each value comes from.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print the effective configuration with the source of each value; secrets are masked.")
    @OptionGroup var options: GlobalOptions
    @Option(help: "Output format.") var format = OutputFormat.text
    @Flag(help: "Print a file with all keys and defaults instead.") var example = false

    func run() async throws {
        if example { return Terminal.print(Configuration.exampleYAML) }
        Terminal.print(try options.load().report(format: format == .text ? .text : .json))
    }
}

/// `herald token`: bearer tokens of the API.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Create, list and revoke access tokens.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a token; it is shown this once.")
        @OptionGroup var options: GlobalOptions
        @Option(help: "Who it is for.") var name: String
        @Option(help: "Role: ingest, viewer, agent or operator.") var role: String
        @Option(help: "Why; recorded with it.") var reason = "created on the command line"
        @Option(help: "Who; recorded with it. Default: the account that runs the command.") var by: String?

        func run() async throws {
            guard let role = Role(rawValue: role) else {
                throw ValidationError("'\(role)' is no role; there are ingest, viewer, agent and operator")
            }
            try await Node.with(options) { node in
                let (id, token) = try await AccessTokens(pool: node.pool).create(
                    name: name, role: role, by: by ?? ActionOptions.account, reason: reason)
                Terminal.complain("Token \(id) for \(name) (\(role.rawValue)); it is not shown again:")
                Terminal.print(token)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List tokens, without their secrets.")
        @OptionGroup var options: GlobalOptions

        func run() async throws {
            try await Node.with(options) { node in
                var table = Table("id", "name", "role", "state")
                for token in try await AccessTokens(pool: node.pool).list() {
                    table.add(
                        "\(token.id)", token.name, token.role.rawValue, token.revokedAt == nil ? "active" : "revoked")
                }
                Terminal.print(table.isEmpty ? "There are no tokens." : table.text())
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token by its number.")
        @OptionGroup var options: GlobalOptions
        @Argument(help: "Number of the token.") var id: Int64
        @Option(help: "Why; recorded with it.") var reason = "revoked on the command line"
        @Option(help: "Who; recorded with it. Default: the account that runs the command.") var by: String?

        func run() async throws {
            try await Node.with(options) { node in
                guard
                    try await AccessTokens(pool: node.pool).revoke(id, by: by ?? ActionOptions.account, reason: reason)
                else {
                    Terminal.complain("There is no active token \(id).")
                    throw ExitCode(1)
                }
                Terminal.print("Token \(id) is revoked.")
            }
        }
    }
}
