internal import OMSMessages

/// What a value of an answer may be, as far as OpenAPI 3.1 has to say it. Each has an example.
indirect enum JSONSchema: Sendable {
    /// A text such as this one.
    case text(String)
    /// One of these words, all there are.
    case words([String])
    /// RFC 3339, in UTC.
    case moment
    case uuid
    /// An amount of money as decimal text.
    case decimal(String)
    case integer(Int)
    case flag(Bool)
    case null(or: JSONSchema)
    case list(of: JSONSchema)
    case object([Member])
    case component(Component)
    case anyOf([JSONSchema])
    /// Any JSON, such as this.
    case any(String)

    struct Member: Sendable {
        let name: String
        let schema: JSONSchema
        let summary: String
        /// Whether it is always there; null where there is nothing to say.
        var isAlwaysThere = true

        init(_ name: String, _ schema: JSONSchema, _ summary: String = "", isAlwaysThere: Bool = true) {
            self.name = name
            self.schema = schema
            self.summary = summary
            self.isAlwaysThere = isAlwaysThere
        }
    }

    var orNull: JSONSchema { .null(or: self) }

    /// Writes the members of the schema.
    func write(to json: inout JSONWriter) {
        switch self {
        case .text: json.member("type", "string")
        case .words(let words):
            json.member("type", "string")
            json.member("enum", array: { json in for word in words { json.value(word) } })
        case .moment:
            json.member("type", "string")
            json.member("format", "date-time")
        case .uuid:
            json.member("type", "string")
            json.member("format", "uuid")
        case .decimal:
            json.member("type", "string")
            json.member("pattern", #"^-?[0-9]+(\.[0-9]+)?$"#)
        case .integer: json.member("type", "integer")
        case .flag: json.member("type", "boolean")
        case .null(let schema):
            json.member(
                "anyOf",
                array: { json in
                    json.object { schema.write(to: &$0) }
                    json.object { $0.member("type", "null") }
                })
        case .list(let element):
            json.member("type", "array")
            json.member("items", object: { element.write(to: &$0) })
        case .object(let members): Self.write(members, to: &json)
        case .component(let component): json.member("$ref", component.reference)
        case .anyOf(let schemas):
            json.member("anyOf", array: { json in for schema in schemas { json.object { schema.write(to: &$0) } } })
        case .any: break
        }
    }

    private static func write(_ members: [Member], to json: inout JSONWriter) {
        json.member("type", "object")
        json.member(
            "required", array: { json in for member in members where member.isAlwaysThere { json.value(member.name) } })
        json.member(
            "properties",
            object: { json in
                for member in members {
                    json.member(
                        named: member.name,
                        object: { json in
                            member.schema.write(to: &json)
                            if !member.summary.isEmpty { json.member("description", member.summary) }
                        })
                }
            })
    }

    /// Writes a value that fits.
    func writeExample(to json: inout JSONWriter) {
        switch self {
        case .text(let text), .decimal(let text): json.value(text)
        case .words(let words): json.value(words.first ?? "")
        case .moment: json.value("2026-11-23T18:20:37Z")
        case .uuid: json.value("5d7c2e90-0b1f-5a64-9c1e-3f6f2f0f6a11")
        case .integer(let number): json.value(number)
        case .flag(let flag): json.value(flag)
        case .null(let schema): schema.writeExample(to: &json)
        case .list(let element): json.array { element.writeExample(to: &$0) }
        case .object(let members):
            json.object { json in
                for member in members {
                    json.key(named: member.name)
                    member.schema.writeExample(to: &json)
                }
            }
        case .component(let component): component.schema.writeExample(to: &json)
        case .anyOf(let schemas): if let first = schemas.first { first.writeExample(to: &json) } else { json.null() }
        case .any(let text): json.raw(text.utf8)
        }
    }
}
