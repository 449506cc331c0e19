import Delivery
import EventLog
import HeraldConfiguration
import HeraldServer
import Postgres

extension ServiceComposition {
    /// The HTTP server, with what configuration says about it.
    static func server(
        _ node: Node, appender: MessageAppender, rejections: RejectedInputLog, actions: CommunicationActions,
        templates: TemplateCatalog, samples: SampleSender
    ) async throws -> HeraldServer {
        let configuration = node.configuration
        let stored = try await AccessTokens(pool: node.pool).list().contains { $0.revokedAt == nil }
        try configuration.validateForServing(hasStoredTokens: stored)
        var parts = Set<ServerSettings.Part>()
        if configuration.roles.contains(.ingest) { parts.insert(.ingest) }
        if configuration.roles.contains(.api) { parts.insert(.api) }
        var settings = ServerSettings(
            host: configuration.http.host, port: configuration.http.port, parts: parts, version: Herald.version)
        settings.signatureSecrets = configuration.oms.secrets
        settings.maximumStreams = configuration.http.maximumStreams
        settings.maximumStreamBacklog = configuration.http.maximumStreamBacklog
        settings.streamLifetime = configuration.http.streamLifetime
        settings.corsOrigins = configuration.http.corsOrigins
        settings.maximumBody = configuration.http.maximumBody
        settings.sessionLifetime = configuration.console.sessionLifetime
        settings.hasSecureCookies = configuration.console.hasSecureCookies
        settings.tokens = configuration.auth.tokens.compactMap { token in
            Role(rawValue: token.role.rawValue).flatMap {
                ConfiguredToken(name: token.name, role: $0, hash: token.hash)
            }
        }
        return HeraldServer(
            settings: settings,
            dependencies: ServerDependencies(
                pool: node.pool, appender: appender, rejections: rejections, policy: configuration.policy,
                metrics: node.metrics, shards: node.shards, actions: actions,
                channels: ChannelControl(
                    pool: node.pool, destinations: Self.destinations(configuration), logger: node.logger),
                templates: templates, samples: samples,
                policySettings: configuration.policyEntries.map { setting in
                    PolicySetting(
                        salesChannel: setting.salesChannel, name: setting.name, value: setting.entry.value.text,
                        source: setting.entry.source.description, isDefault: setting.entry.source == .default,
                        meaning: setting.entry.key.documentation)
                },
                identityProvider: identityProvider(node), now: { Node.now() }),
            logger: node.logger)
    }
}
