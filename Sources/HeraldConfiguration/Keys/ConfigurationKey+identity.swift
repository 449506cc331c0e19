// The keys of an identity provider.
extension ConfigurationKey {
    static let identity: [ConfigurationKey] =
        [
            ConfigurationKey(
                "auth.jwt.issuer", .optional(.text), \.auth.jwt.issuer,
                "Identity provider whose tokens (JWT) the API accepts: their claim iss; none: no such tokens."),
            ConfigurationKey(
                "auth.jwt.audience", .optional(.text), \.auth.jwt.audience,
                "What must be among the claim aud of these tokens; needed with an issuer."),
            ConfigurationKey(
                "auth.jwt.keys", .optional(.keySource), \.auth.jwt.keys,
                "Public keys of the provider (JWKS): a file, or an https URL; needed with an issuer."),
            ConfigurationKey(
                "auth.jwt.role_claim", .text, \.auth.jwt.roleClaim,
                "Claim with the roles, a list or words with blanks between; dots lead into objects."),
        ] + roles + [
            ConfigurationKey(
                "auth.jwt.leeway", .duration(.seconds(0)...(.seconds(300))), \.auth.jwt.leeway,
                "How far the provider's clock may differ."),
            ConfigurationKey(
                "auth.jwt.key_lifetime", .duration(.seconds(10)...(.seconds(86_400))), \.auth.jwt.keyLifetime,
                "How long keys are used before they are read again. While they cannot be read, those known go on for 24 times as long."
            ),
            ConfigurationKey(
                "auth.jwt.refresh_interval", .duration(.seconds(1)...(.seconds(3_600))), \.auth.jwt.refreshInterval,
                "Least time between two tries to read keys, whatever keys tokens name."),
            ConfigurationKey(
                "auth.jwt.allowed_networks", .list(of: .network), \.auth.jwt.allowedNetworks,
                "Private networks that the URL of the keys may lead to; every other address that is not public is refused."
            ),
            ConfigurationKey(
                "auth.jwt.authorities", .optional(.path), \.auth.jwt.authorities,
                "File with certificates of authorities to trust for that URL (PEM); none: those of the system."),
        ]

    private static let roles: [ConfigurationKey] = [
        ConfigurationKey(
            "auth.jwt.roles.ingest", .list(of: .text), \.auth.jwt.roles.ingest,
            "Words of the role claim that stand for herald's role ingest."),
        ConfigurationKey(
            "auth.jwt.roles.viewer", .list(of: .text), \.auth.jwt.roles.viewer,
            "Words that stand for the role viewer."),
        ConfigurationKey(
            "auth.jwt.roles.agent", .list(of: .text), \.auth.jwt.roles.agent,
            "Words that stand for the role agent."),
        ConfigurationKey(
            "auth.jwt.roles.operator", .list(of: .text), \.auth.jwt.roles.operator,
            "Words that stand for the role operator."),
    ]
}
