import InternetAddresses

extension Configuration {
    /// Checks what serving over HTTP needs: an address that others can reach must not be open to everybody.
    ///
    /// - Parameter hasStoredTokens: whether the database has tokens.
    public func validateForServing(hasStoredTokens: Bool) throws(ConfigurationError) {
        guard !Self.isLoopback(settings.http.host), settings.auth.tokens.isEmpty,
            settings.auth.jwt.issuer == nil, !hasStoredTokens
        else { return }
        throw ConfigurationError([
            problem(
                "http.host",
                "\(settings.http.host) can be reached from other machines and no token is configured; set auth.tokens, make a "
                    + "token with `herald token create`, or listen on 127.0.0.1")
        ])
    }

    /// Whether only this machine reaches the address.
    static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        return name == "localhost" || name == "[::1]" || IPAddress(name)?.isLoopback == true
    }

    /// Values that are right by themselves and wrong together.
    var contradictions: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        if settings.projection.lease < settings.projection.poll * 2 {
            problems.append(
                problem(
                    "projection.lease",
                    "it must be at least twice projection.poll, else an idle worker loses its shards while it waits"))
        }
        if settings.ingest.queue < settings.ingest.batch {
            problems.append(
                problem("ingest.queue", "it must be at least ingest.batch, else a full batch can never gather"))
        }
        if settings.delivery.breaker.maximumInterval < settings.delivery.breaker.interval {
            problems.append(
                problem(
                    "delivery.breaker.maximum_interval", "it must be at least delivery.breaker.interval"))
        }
        let jwt = settings.auth.jwt
        for (name, value) in [("auth.jwt.audience", jwt.audience), ("auth.jwt.keys", jwt.keys)] {
            if (value == nil) != (jwt.issuer == nil) {
                problems.append(
                    problem(name, "auth.jwt.issuer, audience and keys go together: give all of them or none"))
            }
        }
        return problems + channelProblems
    }

    func problem(_ name: String, _ message: String) -> ConfigurationProblem {
        let source = entries.first { $0.name == name }?.source ?? .default
        return ConfigurationProblem(cause: .contradiction, key: name, source: source, message: message)
    }
}
