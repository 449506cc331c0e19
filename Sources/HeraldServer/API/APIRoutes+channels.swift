internal import HTTPTypes

extension APIRoutes {
    /// The routes about delivery channels.
    var channelRoutes: [Route] {
        let summaries: [ChannelEndpoints.Change: String] = [
            .pause: "Sends nothing over a delivery channel, or to one endpoint of it, until it is resumed.",
            .resume: "Sends over a delivery channel, or to one endpoint of it, again.",
        ]
        let list = Self.get(
            "/channels", operation: "listChannels",
            "Delivery channels and their endpoints: whether they work, and what waits for them.", "The channels.",
            Component.list("channels", of: .channel),
            parameters: [], channels.list)
        return [list]
            + ChannelEndpoints.Change.allCases.map { change in
                Route(
                    .post, "/api/v1/channels/{channel}/" + change.rawValue, .role(.operator),
                    operation: change.rawValue + "Channel", summaries[change] ?? "",
                    answer: (200, Answer.jsonType, "Where the channel stands.")
                ) { [channels] call in try await channels.perform(change, call) }
                .with {
                    $0.parameters = [.path("channel", .text, "The delivery channel.", example: "smtp")]
                    $0.schema = .component(.channelResult)
                    $0.bodyType = Answer.jsonType
                    $0.bodyMembers =
                        Self.actionMembers + [.optional("endpoint", .text, "One endpoint of the channel alone.")]
                    $0.problems = [.invalidBody, .notFound, .bodyTooLarge]
                }
            }
    }
}
