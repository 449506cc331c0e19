internal import HTTPTypes

extension ImportEndpoint {
    var route: Route {
        Route(
            .post, "/oms/import", .role(.ingest), operation: "importMessages",
            "Takes newline-delimited JSON-RPC messages, one a line; history, unless told otherwise: nobody is notified.",
            answer: (200, Answer.jsonType, "Counts, and the first lines that are no messages.")
        ) { [self] in try await answer($0) }
        .with {
            $0.parameters = [.query("live", .flag, "Whether to decide communications as for messages of the bus.")]
            $0.schema = .component(.importResult)
            $0.bodyType = "application/x-ndjson"
            $0.isBodyRequired = false
            $0.problems = [.invalidBody]
        }
    }
}
