internal import OMSMessages

extension OpenAPIDocument {
    static func writeBody(_ route: Route, _ json: inout JSONWriter) {
        if route.access == .bus { return json.member("schema", object: writeMessageSchema) }
        guard !route.bodyMembers.isEmpty else { return }
        json.member(
            "schema",
            object: { json in
                json.member("type", "object")
                json.member("additionalProperties", false)
                json.member(
                    "required",
                    array: { json in for member in route.bodyMembers where member.isRequired { json.value(member.name) }
                    })
                json.member(
                    "properties",
                    object: { json in
                        for member in route.bodyMembers {
                            json.member(
                                named: member.name,
                                object: { json in
                                    member.writeSchema(to: &json)
                                    json.member("description", member.summary)
                                })
                        }
                    })
            })
    }

    /// A message of the bus, or an array of them. Nothing more is asked of a message: what senders get wrong is kept.
    private static func writeMessageSchema(_ json: inout JSONWriter) {
        json.member(
            "oneOf",
            array: { json in
                json.object { json in
                    json.member("type", "object")
                    json.member("description", "A JSON-RPC 2.0 request.")
                    json.member("required", array: { $0.value("method") })
                    json.member(
                        "properties",
                        object: { json in
                            json.member(
                                "method",
                                object: { json in
                                    json.member("type", "string")
                                    json.member("minLength", 1)
                                    json.member("description", "The name of the event.")
                                })
                            json.member(
                                "params",
                                object: { json in
                                    json.member(
                                        "type", array: { for type in ["object", "array", "null"] { $0.value(type) } })
                                    json.member("description", "What the event says.")
                                })
                        })
                }
                json.object { json in
                    json.member("type", "array")
                    json.member("minItems", 1)
                    json.member("description", "A batch: each message is answered for itself.")
                }
            })
    }
}

extension BodyMember {
    /// Writes the members of the JSON schema.
    fileprivate func writeSchema(to json: inout JSONWriter) {
        switch value {
        case .text where isRequired:
            json.member("type", "string")
            json.member("minLength", 1)
            // Something beside blanks.
            json.member("pattern", #"\S"#)
            json.member("maxLength", ActionBody.maximumReason)
        case .text:
            json.member(
                "type",
                array: {
                    $0.value("string")
                    $0.value("null")
                })
            json.member("maxLength", ActionBody.maximumReason)
        case _ where isRequired: value.writeSchema(to: &json)
        default:
            json.member(
                "anyOf",
                array: { json in
                    json.object { value.writeSchema(to: &$0) }
                    json.object { $0.member("type", "null") }
                })
        }
    }
}
