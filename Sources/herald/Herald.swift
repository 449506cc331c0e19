import ArgumentParser

/// The program: every command below `herald`.
@main
struct Herald: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "herald",
        abstract: "Event-sourced order projections: what became of an order, and who was told what.",
        discussion: """
            Messages of the order management system are appended to an event log; read models and communications follow
            from them. Without a database URL, herald runs a private PostgreSQL of its own in the data directory.

            Exit codes: 0 done, 1 failed, 64 wrong usage, 75 try again later.
            """,
        version: version,
        subcommands: [
            ServeCommand.self, ImportCommand.self, ReplayCommand.self, TimelineCommand.self, ExplainCommand.self,
            CommunicationsCommand.self, PreviewCommand.self, SendTestCommand.self, TemplatesCommand.self,
            DeadLettersCommand.self,
            ChannelsCommand.self,
            ResendCommand.self, AcknowledgeCommand.self,
            DismissCommand.self, EraseCommand.self, MigrateCommand.self, StatusCommand.self, DoctorCommand.self,
            ConfigCommand.self, TokenCommand.self, SampleCommand.self, BenchCommand.self,
        ])
}
