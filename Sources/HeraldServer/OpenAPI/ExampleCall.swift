internal import HTTPTypes

/// Commands that call the API with curl.
enum ExampleCall {
    /// What a shell is told once.
    static let setup = """
        herald=http://127.0.0.1:8080
        token=…   # herald token create --name NAME --role viewer
        """

    /// A command that calls a route.
    static func text(_ route: Route) -> String {
        let target = "\"$herald" + path(route) + "\""
        var parts = ["curl"]
        if route.answer.contentType == EventStreamEndpoint.contentType { parts.append("-N") }
        if route.method != .get, route.method != .post { parts.append("-X \(route.method.rawValue)") }
        switch route.access {
        case .open: break
        case .role: parts.append("-H \"Authorization: Bearer $token\"")
        case .bus:
            return """
                body='\(message)'
                signature=$(printf '%s' "$body" | openssl dgst -sha1 -hmac "$HERALD_OMS_SECRET" -r | cut -d' ' -f1)
                curl -H "X-Signature: sha1=$signature" --data-binary "$body" \(target)
                """
        }
        if route.parameters.contains(where: { $0.name == "Idempotency-Key" }) {
            parts.append("-H \"Idempotency-Key: $(uuidgen)\"")
        }
        if !route.bodyMembers.isEmpty {
            parts.append("-d '{" + route.bodyMembers.filter(\.isRequired).map(member).joined(separator: ",") + "}'")
        } else if route.bodyType != nil {
            parts.append("--data-binary @messages.ndjson")
        }
        return (parts + [target]).joined(separator: " \\\n  ")
    }

    private static let message =
        #"{"jsonrpc":"2.0","id":"1","method":"magento.sales.order_management.line_cancelled","params":{"order_id":"NQ-20731","order_line_id":"2"}}"#

    private static func member(_ member: BodyMember) -> String { "\"\(member.name)\":\"the customer asked for it\"" }

    /// The path, with the examples of its parameters.
    private static func path(_ route: Route) -> String {
        var path = route.pattern.text
        for parameter in route.parameters where parameter.place == .path {
            path = path.replacing("{\(parameter.name)}", with: LocalPath.encoded(parameter.example ?? parameter.name))
        }
        return path
    }
}
