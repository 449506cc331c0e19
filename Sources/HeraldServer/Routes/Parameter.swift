/// A parameter of a route: where it stands, what it may be, what it means.
struct Parameter: Hashable, Sendable {
    enum Place: String, Hashable, Sendable {
        case path
        case query
        case header
    }

    enum Value: Hashable, Sendable {
        case text
        /// A text of at most so many characters.
        case shortText(maximum: Int)
        /// One of these words.
        case oneOf([String])
        /// Some of these words, with commas between them.
        case someOf([String])
        case integer(ClosedRange<Int>, standard: Int)
        case flag
        /// RFC 3339.
        case time
        case uuid
        /// An e-mail address that can be sent to, nothing around it.
        case email
        /// A time, or a position in the order's shard.
        case timeOrPosition
    }

    let name: String
    let place: Place
    let value: Value
    let summary: String
    /// A value that it may have.
    var example: String?

    static func path(
        _ name: String, _ value: Value = .text, _ summary: String, example: String? = nil
    ) -> Parameter {
        Parameter(name: name, place: .path, value: value, summary: summary, example: example)
    }

    static func query(_ name: String, _ value: Value = .text, _ summary: String) -> Parameter {
        Parameter(name: name, place: .query, value: value, summary: summary)
    }

    static func header(_ name: String, _ value: Value = .text, _ summary: String) -> Parameter {
        Parameter(name: name, place: .header, value: value, summary: summary)
    }

    /// The two parameters of every list.
    static let page: [Parameter] = [
        .query("limit", .integer(1...200, standard: 50), "How many at most."),
        .query("after", .text, "Where to go on: `next` of the answer before."),
    ]
}
