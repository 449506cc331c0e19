// What the description says in schemas, in words for people.

extension Route.Access {
    /// Who may call.
    var words: String {
        switch self {
        case .open: "everybody"
        case .role(let role): "role " + Self.listed(Role.allCases.filter { $0.allows(role) }.map(\.rawValue))
        case .bus: "the bus by its signature; without a configured secret role ingest or operator"
        }
    }

    private static func listed(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    }
}

extension Parameter.Value {
    /// What it may be.
    var words: String {
        switch self {
        case .text: "text"
        case .shortText(let maximum): "text of at most \(maximum) characters"
        case .oneOf(let words): "one of " + words.joined(separator: ", ")
        case .someOf(let words): "some of " + words.joined(separator: ", ") + ", with commas between them"
        case .integer(let range, let standard):
            "whole number from \(range.lowerBound) to \(range.upperBound); \(standard) by default"
        case .flag: "true or false; false by default"
        case .time: "time"
        case .uuid: "UUID"
        case .email: "e-mail address"
        case .timeOrPosition: "time or position"
        }
    }
}

extension JSONSchema {
    /// What it is in words, and which named schema it leads to.
    var words: (before: String, component: Component?, after: String) {
        switch self {
        case .text: ("text", nil, "")
        case .words(let words): ("one of " + words.joined(separator: ", "), nil, "")
        case .moment: ("time", nil, "")
        case .uuid: ("UUID", nil, "")
        case .decimal: ("decimal as text", nil, "")
        case .integer: ("whole number", nil, "")
        case .flag: ("true or false", nil, "")
        case .null(let schema): (schema.words.before, schema.words.component, schema.words.after + " or null")
        case .list(let element): ("list of " + element.words.before, element.words.component, element.words.after)
        case .object: ("object", nil, "")
        case .component(let component): ("", component, "")
        case .anyOf(let schemas): schemas.first?.words ?? ("JSON", nil, "")
        case .any: ("JSON", nil, "")
        }
    }

    /// The members of the objects in it, with the way to them.
    var memberRows: [(name: String, member: Member)] {
        switch self {
        case .object(let members):
            members.flatMap { member in
                [(member.name, member)]
                    + member.schema.memberRows.map { (member.name + member.schema.step + $0.name, $0.member) }
            }
        case .null(let schema), .list(let schema): schema.memberRows
        case .anyOf(let schemas): schemas.first?.memberRows ?? []
        case .text, .words, .moment, .uuid, .decimal, .integer, .flag, .component, .any: []
        }
    }

    /// What stands between the name of a member and those within it.
    private var step: String {
        switch self {
        case .list: "[]."
        case .null(let schema): schema.step
        default: "."
        }
    }
}
