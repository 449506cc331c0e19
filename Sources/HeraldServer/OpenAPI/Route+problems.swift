internal import HTTPTypes
internal import InternetAddresses
internal import OMSMessages

extension Route {
    /// What may go wrong, by status: what the route names, and what follows from its access and parameters.
    var allProblems: [(status: Int, kinds: [Problem.Kind])] {
        var kinds = Set(problems)
        if access != .open { kinds.formUnion([.unauthorized, .forbidden, .unavailable, .internalError]) }
        if parameters.contains(where: { $0.name == "after" }) { kinds.insert(.notFound) }
        if access == .bus { kinds.remove(.internalError) }
        if access != .open || !parameters.isEmpty { kinds.insert(.invalidParameter) }
        if access == .bus { kinds.remove(.invalidParameter) }
        return Dictionary(grouping: kinds, by: \.status.code)
            .map { (status: $0.key, kinds: $0.value.sorted { $0.rawValue < $1.rawValue }) }
            .sorted { $0.status < $1.status }
    }
}

extension Parameter.Value {
    /// Writes the members of the JSON schema.
    func writeSchema(to json: inout JSONWriter) {
        switch self {
        case .text:
            json.member("type", "string")
            // What PostgreSQL's text cannot hold.
            json.member("pattern", #"^[^\u0000]*$"#)
        case .shortText(let maximum):
            Self.text.writeSchema(to: &json)
            json.member("maxLength", maximum)
        case .oneOf(let words):
            json.member("type", "string")
            json.member("enum", array: { json in for word in words { json.value(word) } })
        case .someOf(let words):
            let word = "(" + words.joined(separator: "|") + ")"
            json.member("type", "string")
            json.member("pattern", "^\(word)(,\(word))*$")
        case .integer(let range, let standard):
            json.member("type", "integer")
            json.member("minimum", range.lowerBound)
            json.member("maximum", range.upperBound)
            json.member("default", standard)
        case .flag:
            json.member("type", "boolean")
            json.member("default", false)
        case .time:
            json.member("type", "string")
            json.member("format", "date-time")
        case .uuid:
            json.member("type", "string")
            json.member("format", "uuid")
        case .email:
            json.member("type", "string")
            json.member("maxLength", EmailAddress.maximumLength)
            json.member("pattern", EmailAddress.pattern)
        case .timeOrPosition:
            json.member(
                "oneOf",
                array: { json in
                    json.object { json in
                        json.member("type", "string")
                        json.member("format", "date-time")
                    }
                    json.object { json in
                        json.member("type", "integer")
                        json.member("minimum", 0)
                        json.member("maximum", Int64.max)
                    }
                })
        }
    }
}
