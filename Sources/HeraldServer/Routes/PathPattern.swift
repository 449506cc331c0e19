/// The path of a route, such as `/api/v1/orders/{channel}/{order}`.
struct PathPattern: Hashable, Sendable {
    let text: String
    private let segments: [Segment]

    private enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    init(_ text: String) {
        self.text = text
        segments = Self.split(text[...]).map { segment in
            segment.hasPrefix("{") && segment.hasSuffix("}")
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    /// The names of the parameters, in order.
    var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// The parameters' encoded values if the path fits; nil if it does not.
    func match(_ path: [Substring]) -> [(name: String, encoded: Substring)]? {
        guard path.count == segments.count else { return nil }
        var values: [(name: String, encoded: Substring)] = []
        for (segment, part) in zip(segments, path) {
            switch segment {
            case .literal(let text): guard text == part else { return nil }
            case .parameter(let name):
                guard !part.isEmpty else { return nil }
                values.append((name, part))
            }
        }
        return values
    }

    /// The segments of a path, before anything is decoded: an encoded slash is part of a segment.
    static func split(_ path: Substring) -> [Substring] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }
}
