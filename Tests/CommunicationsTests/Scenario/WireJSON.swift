/// JSON as a test writes it down; ``text`` is what goes over the wire.
enum WireJSON: Hashable, Sendable {
    case null
    case flag(Bool)
    /// The digits as they stand on the wire.
    case number(String)
    case text(String)
    case list([WireJSON])
    case object([Member])
    /// A member with this value is left out.
    case absent

    struct Member: Hashable, Sendable {
        var name: String
        var value: WireJSON
    }

    /// The JSON text.
    var text: String {
        switch self {
        case .null, .absent: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): WireJSON.quoted(text)
        case .list(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.filter { $0.value != .absent }
                .map { WireJSON.quoted($0.name) + ": " + $0.value.text }.joined(separator: ", ") + "}"
        }
    }

    /// This object with the members of another put over it; those that are `.absent` go.
    func with(_ other: WireJSON) -> WireJSON {
        guard case .object(var members) = self, case .object(let changes) = other else { return other }
        for change in changes {
            if let index = members.firstIndex(where: { $0.name == change.name }) {
                members[index] = change
            } else {
                members.append(change)
            }
        }
        return .object(members)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension WireJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(String(value)) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(nilLiteral: ()) { self = .null }
    init(arrayLiteral elements: WireJSON...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, WireJSON)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }

    /// A text, or nothing.
    init(_ text: String?) { self = text.map(WireJSON.text) ?? .absent }
}
