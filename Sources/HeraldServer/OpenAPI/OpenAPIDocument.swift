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
            json.member(
                "tags",
                array: { json in
                    for group in RouteGroup.allCases {
                        json.object { json in
                            json.member("name", group.rawValue)
                            json.member("description", group.summary)
                        }
                    }
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
                    json.member("schemas", object: writeComponents)
                })
        }
        return json.bytes
    }

    private static func writeComponents(_ json: inout JSONWriter) {
        for component in Component.allCases {
            json.member(
                named: component.rawValue,
                object: { json in
                    component.schema.write(to: &json)
                    json.member("description", component.summary)
                    json.member("examples", array: { component.schema.writeExample(to: &$0) })
                })
        }
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
        json.member("tags", array: { $0.value(RouteGroup(route).rawValue) })
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
                            if let example = parameter.example { json.member("example", example) }
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

    /// The role that a bearer needs stands in the place of scopes; ``Role/allows(_:)`` tells which others do.
    private static func writeSecurity(_ access: Route.Access, _ json: inout JSONWriter) {
        guard access != .open else { return }
        // A server without any token lets its own machine in without one; that is for trying it out. The bus may sign instead.
        json.object { json in
            json.member(
                "bearer",
                array: { json in
                    let needed: Role = if case .role(let role) = access { role } else { .ingest }
                    json.value(needed.rawValue)
                })
        }
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
                        for type in route.allContentTypes {
                            json.member(
                                named: type,
                                object: { json in
                                    guard type == Answer.jsonType, let schema = route.schema else { return }
                                    json.member("schema", object: { schema.write(to: &$0) })
                                    json.key("example")
                                    schema.writeExample(to: &json)
                                })
                        }
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
                                        object: { json in json.member("$ref", Component.problem.reference) })
                                })
                        })
                })
        }
    }
}
