internal import Delivery
internal import HTTPTypes

extension APIRoutes {
    /// The routes about dead letters of deliveries as a whole.
    var failedDeliveryRoutes: [Route] {
        let summaries: [FailedDeliveries.Action: String] = [
            .retry: "Tries all failed deliveries again that match, the oldest first.",
            .dismiss: "Decides that all failed deliveries that match are not tried any more, the oldest first.",
        ]
        let groups = Self.get(
            "/dead-letters/deliveries", operation: "groupFailedDeliveries",
            "Failed deliveries in groups, the largest first.", "At most 500 groups.",
            Component.list("groups", of: .deadLetterGroup),
            parameters: [
                .query(
                    "group", .someOf(FailedDeliveryGroup.Dimension.allCases.map(\.rawValue)),
                    "What is told apart, with commas: kind, channel, error_class, age; all by default."),
                .query("kind", .oneOf(Words.kinds), "Of this kind."),
                .query("delivery_channel", .text, "Over this delivery channel."),
                .query("error_class", .text, "With this class of error, such as smtp_550."),
            ] + Self.span, failedDeliveries.groups)
        return [groups]
            + FailedDeliveries.Action.allCases.map { action in
                Route(
                    .post, "/api/v1/dead-letters/deliveries/" + action.rawValue, .role(.operator),
                    operation: action.rawValue + "FailedDeliveries", summaries[action] ?? "",
                    answer: (200, Answer.jsonType, "How many were changed, and how many are left.")
                ) { [failedDeliveries] call in try await failedDeliveries.perform(action, call) }
                .with {
                    $0.parameters = [Self.idempotencyKey]
                    $0.schema = .component(.deadLettersResult)
                    $0.bodyType = Answer.jsonType
                    $0.bodyMembers =
                        Self.actionMembers + [
                            .optional("kind", .oneOf(Words.kinds), "Of this kind alone."),
                            .optional("delivery_channel", .text, "Over this delivery channel alone."),
                            .optional("error_class", .text, "With this class of error alone."),
                            .optional("since", .time, "Failed at or after."),
                            .optional("until", .time, "Failed before."),
                            .optional(
                                "limit",
                                .integer(1...FailedDeliveries.maximumLimit, standard: FailedDeliveries.standardLimit),
                                "How many at most."),
                        ]
                    $0.problems = [.invalidBody, .conflict, .keyReused, .bodyTooLarge]
                }
            }
    }
}
