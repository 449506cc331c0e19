import Communications

extension Configuration {
    /// What is wrong with delivery channels, and with policies that name them.
    var channelProblems: [ConfigurationProblem] {
        smtpProblems + senderProblems + webhookProblems + messagingProblems + timeoutProblems + routingProblems
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
        let timeouts = [
            ("smtp", channels.smtp.timeout), ("webhook", channels.webhook.timeout),
            ("text_message", channels.textMessage.timeout), ("chat", channels.chat.timeout),
        ]
        return timeouts.filter { channels.names.contains($0.0) && $0.1 >= settings.delivery.sendTimeout }.map {
            problem("channels.\($0.0).timeout", "it must be less than delivery.send_timeout")
        }
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
        func isMeant(_ channels: [String]) -> Bool {
            channels.isEmpty || salesChannel.map(channels.contains) ?? false
        }
        var reaches: [String: ChannelReach] = [:]
        if channels.textMessage.account != nil { reaches["text_message"] = .phone }
        if !channels.webhook.endpoints.isEmpty {
            let endpoints = channels.webhook.endpoints.filter { isMeant($0.value.salesChannels) }
            reaches["webhook"] = .endpoints(endpoints.keys.sorted())
        }
        if !channels.chat.endpoints.isEmpty {
            let endpoints = channels.chat.endpoints.filter { isMeant($0.value.salesChannels) }
            reaches["chat"] = .endpoints(endpoints.keys.sorted())
        }
        return reaches
    }
}
