import Communications

extension Configuration {
    /// What is wrong with the channels for text messages and chat.
    var messagingProblems: [ConfigurationProblem] { textMessageProblems + chatProblems }

    private var textMessageProblems: [ConfigurationProblem] {
        let messages = settings.channels.textMessage
        guard messages.account != nil else { return [] }
        var problems: [ConfigurationProblem] = []
        if messages.password == nil {
            problems.append(problem("channels.text_message.password", "the account needs a password"))
        }
        if messages.url.lowercased().hasPrefix("http:") {
            problems.append(problem("channels.text_message.url", "it must be https, since a password goes there"))
        }
        if messages.sender == nil {
            problems.append(problem("channels.text_message.sender", "messages need a number or name they come from"))
        }
        return problems
    }

    private var chatProblems: [ConfigurationProblem] {
        let chat = settings.channels.chat
        var problems: [ConfigurationProblem] = []
        for (name, endpoint) in chat.endpoints.sorted(by: { $0.key < $1.key }) {
            let key = "channels.chat.endpoints.\(name)."
            if endpoint.url == nil { problems.append(problem(key + "url", "every endpoint needs a URL")) }
            if let url = endpoint.url, url.lowercased().hasPrefix("http:"), !chat.allowsPlainText {
                problems.append(problem(key + "url", "it must be https, or channels.chat.allow_http be true"))
            }
            for channel in endpoint.salesChannels where settings.policy.channels[channel] == nil {
                problems.append(
                    problem(key + "sales_channels", "\(channel) is no sales channel of policy.channels; name it there"))
            }
        }
        return problems
    }
}
