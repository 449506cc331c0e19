import Curl
import HeraldConfiguration
import HeraldServer
import IdentityTokens
import InternetAddresses

extension ServiceComposition {
    /// The identity provider of configuration, if it names one.
    static func identityProvider(_ node: Node) -> IdentityProvider? {
        let settings = node.configuration.auth.jwt
        guard let issuer = settings.issuer, let audience = settings.audience, let keys = settings.keys else {
            return nil
        }
        var options = IdentityOptions(issuer: issuer, audience: audience)
        options.roleClaim = settings.roleClaim
        options.leeway = settings.leeway
        options.keyLifetime = settings.keyLifetime
        options.refreshInterval = settings.refreshInterval
        let source: KeySource =
            keys.hasPrefix("https://")
            ? .url(
                keys,
                CurlClient(
                    CurlOptions(
                        maximumRunning: 1, timeout: .seconds(5), maximumAnswer: KeySource.maximumBytes,
                        authorities: settings.authorities,
                        reach: .publicOr(settings.allowedNetworks.compactMap { IPNetwork($0) }))))
            : .file(keys)
        let roles = settings.roles
        return IdentityProvider(
            IdentityVerifier(options, keys: source, logger: node.logger, now: { Node.now() }),
            words: [
                .ingest: Set(roles.ingest), .viewer: Set(roles.viewer), .agent: Set(roles.agent),
                .operator: Set(roles.operator),
            ])
    }
}
