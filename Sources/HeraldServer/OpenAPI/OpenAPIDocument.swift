internal import HTTPTypes
internal import OMSMessages

/// The description of the API (OpenAPI 3.1), made from the route table: it says what is true and nothing more.
enum OpenAPIDocument {
    static func bytes(_ routes: [Route], version: String) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: 32_768)
        json.object { json in
            json.member("openapi", "3.1.0")
            json.member(
                "info",
                object: { json in
                    json.member("title", "herald")
                    json.member("version", version)
                    json.member(
                        "description",
                        "Orders, returns and refunds as the OMS tells them, and the communications that follow. "
                            + "Times are RFC 3339 in UTC, money is decimal text, lists go on with `after`.")
                })
            json.member("paths", object: { json in writePaths(routes, &json) })
            json.member(
                "components",
                object: { json in
                    json.member(
                        "securitySchemes",
                        object: { json in
                            json.member(
                                "bearer",
                                object: { json in
                                    json.member("type", "http")
                                    json.member("scheme", "bearer")
                                })
                        })
                    json.member("schemas", object: { json in json.member("Problem", object: writeProblemSchema) })
                })
        }
        return json.bytes
    }

    private static func writePaths(_ routes: [Route], _ json: inout JSONWriter) {
        var paths: [String] = []
        for route in routes where !paths.contains(route.pattern.text) { paths.append(route.pattern.text) }
        for path in paths {
            json.member(
                named: path,
                object: { json in
                    for route in routes where route.pattern.text == path {
                        json.member(
                            named: route.method.rawValue.lowercased(), object: { json in writeOperation(route, &json) })
                    }
                })
        }
    }

    private static func writeOperation(_ route: Route, _ json: inout JSONWriter) {
        json.member("operationId", route.operation)
        json.member("summary", route.summary)
        json.member("security", array: { json in writeSecurity(route.access, &json) })
        if !route.parameters.isEmpty {
            json.member(
                "parameters",
                array: { json in
                    for parameter in route.parameters {
                        json.object { json in
                            json.member("name", parameter.name)
                            json.member("in", parameter.place.rawValue)
                            json.member("required", parameter.place == .path)
                            json.member("description", parameter.summary)
                            json.member("schema", object: { json in parameter.value.writeSchema(to: &json) })
                        }
                    }
                })
        }
        if let type = route.bodyType {
            json.member(
                "requestBody",
                object: { json in
                    json.member("required", route.isBodyRequired)
                    json.member(
                        "content", object: { json in json.member(named: type, object: { writeBody(route, &$0) }) })
                })
        }
        json.member("responses", object: { json in writeResponses(route, &json) })
    }

    private static func writeSecurity(_ access: Route.Access, _ json: inout JSONWriter) {
        guard access != .open else { return }
        // Without any token, callers on the server's machine need none; the bus may sign instead.
        json.object { json in json.member("bearer", array: { _ in }) }
        json.object { _ in }
    }

    private static func writeBody(_ route: Route, _ json: inout JSONWriter) {
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
                                    if member.isRequired {
                                        json.member("type", "string")
                                        json.member("minLength", 1)
                                        // Something beside blanks, and no U+0000.
                                        json.member("pattern", #"^[^\u0000]*[^\u0000\s][^\u0000]*$"#)
                                    } else {
                                        json.member(
                                            "type",
                                            array: {
                                                $0.value("string"); $0.value("null")
                                            })
                                        json.member("pattern", #"^[^\u0000]*$"#)
                                    }
                                    json.member("maxLength", ActionBody.maximumReason)
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
                    json.member("maxItems", 1000)
                    json.member("description", "A batch: each message is answered for itself.")
                }
            })
    }

    private static func writeResponses(_ route: Route, _ json: inout JSONWriter) {
        json.member(
            named: String(route.answer.status),
            object: { json in
                json.member("description", route.answer.summary)
                guard !route.answer.contentType.isEmpty else { return }
                json.member(
                    "content",
                    object: { json in
                        for type in route.allContentTypes { json.member(named: type, object: { _ in }) }
                    })
            })
        for (status, kinds) in route.allProblems {
            json.member(
                named: String(status),
                object: { json in
                    json.member("description", kinds.map(\.title).joined(separator: "; or: ") + ".")
                    // The bus is answered in its own language.
                    guard route.access != .bus else { return }
                    json.member(
                        "content",
                        object: { json in
                            json.member(
                                named: Problem.contentType,
                                object: { json in
                                    json.member(
                                        "schema",
                                        object: { json in json.member("$ref", "#/components/schemas/Problem") })
                                })
                        })
                })
        }
    }

    private static func writeProblemSchema(_ json: inout JSONWriter) {
        json.member("type", "object")
        json.member("description", "RFC 9457 problem details.")
        json.member(
            "required",
            array: { json in for name in ["type", "title", "status", "detail", "instance"] { json.value(name) } })
        json.member(
            "properties",
            object: { json in
                for (name, type) in [
                    ("type", "string"), ("title", "string"), ("status", "integer"), ("detail", "string"),
                    ("instance", "string"), ("parameter", "string"),
                ] {
                    json.member(named: name, object: { json in json.member("type", type) })
                }
            })
    }
}
