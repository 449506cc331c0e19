/// A member of a JSON body: what it may be, what it means.
struct BodyMember: Hashable, Sendable {
    let name: String
    let value: Parameter.Value
    let summary: String
    /// Whether it must be there; others may also be null.
    let isRequired: Bool

    static func required(_ name: String, _ value: Parameter.Value, _ summary: String) -> BodyMember {
        BodyMember(name: name, value: value, summary: summary, isRequired: true)
    }

    static func optional(_ name: String, _ value: Parameter.Value, _ summary: String) -> BodyMember {
        BodyMember(name: name, value: value, summary: summary, isRequired: false)
    }
}
