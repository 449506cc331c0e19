import ArgumentParser
import Delivery
import EventLog
import HeraldConfiguration
import HeraldServer
import Logging
import Postgres
import Projection
import ServiceLifecycle
import UnixSignals

/// `herald serve`: ingest, projection, delivery and API in one process, or a part of it.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the service: ingest, projection, delivery, API.",
        discussion: "Stops gracefully on SIGTERM and SIGINT: finishes requests, commits pages, gives leases back.")

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("What this node does: ingest,project,deliver,api.", valueName: "list"))
    var roles: String?

    @Option(help: "Port to listen on.")
    var port: Int?

    func run() async throws {
        var options = options
        if let roles { options.set.append("roles=\(roles)") }
        if let port { options.set.append("http.port=\(port)") }
        try await Node.with(options, isService: true) { node in
            let service = try await ServiceComposition(node: node)
            try await service.run()
        }
    }
}
