internal import Console
internal import HTTPTypes
internal import OMSMessages
internal import Synchronization

/// The API's reference for people, made of the routes and schemas that the description is made of.
struct ReferencePages: Sendable {
    let door: ConsoleDoor
    /// What is described.
    let described: [Route]
    private let made = Made()

    init(door: ConsoleDoor, described: [Route]) {
        self.door = door
        self.described = described
    }

    /// The page, once somebody has asked for it.
    private final class Made: Sendable {
        let page = Mutex<FixedPage?>(nil)
    }

    /// The longest example of an answer, in bytes.
    private static let longestExample = 64 << 10

    var routes: [Route] {
        [
            // Open like the description: there is nothing of anybody in it.
            Route(
                .get, "/api", .open, operation: "showReference", "The API for people.",
                answer: (200, PageWriter.contentType, "The page.")
            ) { call in
                let visit = try? await door.visit(call)
                return door.writer.answer(fixed, visit)
            }.with { $0.isPage = true }
        ]
    }

    private var fixed: FixedPage {
        made.page.withLock { made in
            let page = made ?? FixedPage(page)
            made = page
            return page
        }
    }

    private var page: ReferencePage {
        let groups = RouteGroup.allCases.map { group in
            ReferencePage.Group(
                name: group.rawValue, anchor: group.anchor, summary: group.summary,
                operations: described.filter { RouteGroup($0) == group }.map { ReferencePage.Operation($0) })
        }
        return ReferencePage(
            setup: ExampleCall.setup, groups: groups.filter { !$0.operations.isEmpty },
            things: Component.allCases.map { ReferencePage.Thing($0) })
    }

    fileprivate static func example(_ schema: JSONSchema) -> String {
        var json = JSONWriter()
        schema.writeExample(to: &json)
        return JSONLayout.text(json.bytes, limit: longestExample).text
    }
}

extension ReferencePage.Operation {
    init(_ route: Route) {
        let fine = ReferencePage.Answer(
            status: String(route.answer.status), meaning: route.answer.summary, types: Self.types(of: route))
        let problem = ReferencePage.TypeText(JSONSchema.component(.problem).words)
        let problems = route.allProblems.map { status, kinds in
            ReferencePage.Answer(
                status: String(status), meaning: kinds.map(\.title).joined(separator: "; or: ") + ".",
                // The bus is answered in its own language.
                types: [
                    route.access == .bus ? ReferencePage.TypeText(JSONSchema.component(.rpcAnswer).words) : problem
                ])
        }
        let rows =
            route.parameters.map { parameter in
                ReferencePage.Parameters.Row(
                    name: parameter.name, place: parameter.place.rawValue, type: parameter.value.words,
                    meaning: parameter.summary.replacing("`", with: ""), isRequired: parameter.place == .path)
            }
            + route.bodyMembers.map { member in
                ReferencePage.Parameters.Row(
                    name: member.name, place: "body", type: member.value.words, meaning: member.summary,
                    isRequired: member.isRequired)
            }
        self.init(
            name: route.operation, method: route.method.rawValue, path: route.pattern.text, summary: route.summary,
            access: route.access.words + ".",
            parameters: rows.isEmpty
                ? nil : ReferencePage.Parameters(caption: "Parameters of \(route.operation)", rows: rows),
            answers: [fine] + problems, call: ExampleCall.text(route),
            answer: Self.example(of: route))
    }

    private static func example(of route: Route) -> String? {
        guard route.answer.contentType == Answer.jsonType, let schema = route.schema else { return nil }
        // Of the description itself nothing short can be shown.
        if case .any = schema { return nil }
        return ReferencePages.example(schema)
    }

    /// What a fine answer is: by its media types, and of JSON by its members.
    private static func types(of route: Route) -> [ReferencePage.TypeText] {
        guard route.answer.contentType == Answer.jsonType, let schema = route.schema else {
            return [ReferencePage.TypeText(route.allContentTypes.joined(separator: ", "))]
        }
        guard case .object(let members) = schema else { return [ReferencePage.TypeText(schema.words)] }
        return members.enumerated().map { index, member in
            var type = ReferencePage.TypeText(member.schema.words)
            type.before = (index > 0 ? "; " : "") + member.name + ": " + type.before
            return type
        }
    }
}

extension ReferencePage.Thing {
    init(_ component: Component) {
        self.init(
            name: component.rawValue, summary: component.summary.replacing("`", with: ""),
            members: component.schema.memberRows.map { name, member in
                Member(
                    name: name, types: [ReferencePage.TypeText(member.schema.words)],
                    meaning: member.summary.replacing("`", with: ""),
                    isOptional: !member.isAlwaysThere)
            })
    }
}

extension ReferencePage.TypeText {
    init(_ words: (before: String, component: Component?, after: String)) {
        self.init(
            words.before, link: words.component.map { Link(text: $0.rawValue, path: "#" + $0.rawValue) },
            after: words.after)
    }
}
