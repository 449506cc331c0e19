internal import HTTPTypes

extension OMSEndpoint {
    var route: Route {
        Route(
            .post, "/oms", .bus, operation: "appendMessages",
            "Takes one JSON-RPC 2.0 message of the bus, or an array of them; answers after the commit. Answers get_notifications and resend_notification.",
            answer: (200, Answer.jsonType, "Where the message stands in the log, for each message.")
        ) { try await answer($0) }
        .with {
            $0.parameters = [
                .header("X-Signature", .text, "sha1=<hex of HMAC-SHA1(body, secret)>, where a secret is configured.")
            ]
            $0.schema = .anyOf([.component(.rpcAnswer), .list(of: .component(.rpcAnswer))])
            $0.bodyType = Answer.jsonType
            $0.problems = [.invalidBody, .bodyTooLarge]
        }
    }

    /// How the bus finds out that an endpoint speaks its language (message reference, section 2.2).
    static var probe: Route {
        Route(
            .options, "/oms", .open, operation: "probeEndpoint", "Tells the bus that this is an endpoint for it.",
            answer: (200, "", "The header X-Magento-Service-Bus is *.")
        ) { _ in
            var answer = Answer(.ok)
            answer.headers = [(.xServiceBus, "*"), (.allow, "OPTIONS, POST")]
            return answer
        }
    }
}
