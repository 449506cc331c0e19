import Communications

extension Configuration {
    /// What is wrong with delivery channels, and with policies that name them.
    var channelProblems: [ConfigurationProblem] {
        smtpProblems + webhookProblems + timeoutProblems + unknownChannels
    }

    private var smtpProblems: [ConfigurationProblem] {
        let smtp = settings.channels.smtp
        var problems: [ConfigurationProblem] = []
        if (smtp.user == nil) != (smtp.password == nil) {
            let missing = smtp.user == nil ? "username" : "password"
            problems.append(
                problem("channels.smtp.\(missing)", "username and password go together; give both or none"))
        }
        if smtp.user != nil, !smtp.security.isSure {
            problems.append(
                problem(
                    "channels.smtp.security",
                    "the password could be read on its way; with a username it must be starttls or tls"))
        }
        return problems
    }

    private var webhookProblems: [ConfigurationProblem] {
        let webhook = settings.channels.webhook
        var problems: [ConfigurationProblem] = []
        for (name, endpoint) in webhook.endpoints.sorted(by: { $0.key < $1.key }) {
            let key = "channels.webhook.endpoints.\(name)."
            if endpoint.url == nil { problems.append(problem(key + "url", "every endpoint needs a URL")) }
            if endpoint.secrets.isEmpty {
                problems.append(problem(key + "secrets", "every endpoint needs at least one secret to sign with"))
            }
            if let url = endpoint.url, url.lowercased().hasPrefix("http:"), !webhook.allowsPlainText {
                problems.append(problem(key + "url", "it must be https, or channels.webhook.allow_http be true"))
            }
            for channel in endpoint.salesChannels where settings.policy.channels[channel] == nil {
                problems.append(
                    problem(key + "sales_channels", "\(channel) is no sales channel of policy.channels; name it there"))
            }
        }
        return problems
    }

    /// The channel itself knows best what a timeout means; the worker's own limit is only for channels that hang.
    private var timeoutProblems: [ConfigurationProblem] {
        let channels = settings.channels
        let timeouts = [("smtp", channels.smtp.timeout), ("webhook", channels.webhook.timeout)]
        return timeouts.filter { channels.names.contains($0.0) && $0.1 >= settings.delivery.sendTimeout }.map {
            problem("channels.\($0.0).timeout", "it must be less than delivery.send_timeout")
        }
    }

    private var unknownChannels: [ConfigurationProblem] {
        let known = settings.channels.names
        var problems: [ConfigurationProblem] = []
        func check(_ names: [String], _ key: String) {
            for name in names where !known.contains(name) {
                problems.append(
                    problem(
                        key, "\(name) is no delivery channel that is set up; those are \(known.joined(separator: ", "))"
                    ))
            }
        }
        func check(_ policy: ChannelPolicy, _ section: String, unlike defaults: ChannelPolicy?) {
            if policy.defaultDeliveryChannels != defaults?.defaultDeliveryChannels {
                check(policy.defaultDeliveryChannels, section + "default_delivery_channels")
            }
            for kind in Kind.all where policy.deliveryChannels[kind] != defaults?.deliveryChannels[kind] {
                check(policy.deliveryChannels[kind] ?? [], section + "delivery_channels." + kind.name)
            }
        }
        check(settings.policy.others, "policy.defaults.", unlike: nil)
        for (name, policy) in settings.policy.channels.sorted(by: { $0.key < $1.key }) {
            check(policy, "policy.channels.\(KeyName.text([name])).", unlike: settings.policy.others)
        }
        return problems
    }
}

extension Settings {
    /// Tells every sales channel what recipients its delivery channels have.
    mutating func setReaches() {
        policy.others.reaches = reaches(of: nil)
        for name in Array(policy.channels.keys) {
            let reaches = reaches(of: name)
            policy.channels[name]?.reaches = reaches
        }
    }

    /// - Parameter salesChannel: nil: those that configuration does not name.
    private func reaches(of salesChannel: String?) -> [String: ChannelReach] {
        guard !channels.webhook.endpoints.isEmpty else { return [:] }
        let endpoints = channels.webhook.endpoints.filter { _, endpoint in
            endpoint.salesChannels.isEmpty || salesChannel.map(endpoint.salesChannels.contains) ?? false
        }
        return ["webhook": .endpoints(endpoints.keys.sorted())]
    }
}
