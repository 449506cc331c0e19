import OMSMessages

/// The name of a key, in which segments may be free: `policy.channels.NAME.refund_days.METHOD`.
struct KeyPattern: Hashable, Sendable {
    /// A part of a key's name between dots.
    enum Segment: Hashable, Sendable {
        case literal(String)
        case free(FreeName)
    }

    /// The sorts of free segments; the raw value is what stands for one in the documentation.
    enum FreeName: String, Hashable, Sendable, CaseIterable {
        /// A sales channel, as the OMS spells it.
        case channel = "NAME"
        case method = "METHOD"
        case productType = "PRODUCT_TYPE"
        /// A custom attribute, as `name` or `name=value`.
        case attribute = "ATTRIBUTE"
        /// An endpoint of a delivery channel, in lower case.
        case endpoint = "ENDPOINT"

        /// The name in the spelling that equal names share; nil when nothing is left of it.
        func canonical(_ name: String) -> String? {
            let result =
                switch self {
                case .channel, .attribute: name.trimmed
                case .method, .productType: Code.normalize(name)
                case .endpoint:
                    name.lowercased().utf8.allSatisfy(KeyPattern.isEndpointCharacter) ? name.lowercased() : ""
                }
            return result.isEmpty || result.hasControlCharacters ? nil : result
        }
    }

    private static func isEndpointCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: true
        default: false
        }
    }

    let segments: [Segment]

    /// - Parameter name: the name with dots; a segment that is spelled like a free name is one.
    init(_ name: String) {
        segments = name.split(separator: ".").map { segment in
            FreeName(rawValue: String(segment)).map(Segment.free) ?? .literal(String(segment))
        }
    }

    /// The name in the documentation.
    var name: String { name(with: []) }

    /// Whether a user chooses a part of the name.
    var isFree: Bool { segments.contains { if case .free = $0 { true } else { false } } }

    /// The name with free segments filled in order; those beyond `names` keep their placeholder.
    func name(with names: [String]) -> String { KeyName.text(path(with: names)) }

    /// The segments with the free ones filled in order.
    func path(with names: [String]) -> [String] {
        var names = names[...]
        return segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .free(let free): names.popFirst() ?? free.rawValue
            }
        }
    }

    /// The canonical free names of a path that has this pattern. The last free segment takes the rest of the path.
    /// - Returns: nil when the path has another pattern.
    func match(_ path: [String]) -> [String]? {
        var path = path[...]
        var names: [String] = []
        for (index, segment) in segments.enumerated() {
            switch segment {
            case .literal(let text):
                guard path.popFirst() == text else { return nil }
            case .free(let free):
                guard let first = path.popFirst() else { return nil }
                let isLast = index == segments.count - 1
                let raw = isLast && free == .attribute ? ([first] + path).joined(separator: ".") : first
                if isLast, free == .attribute { path = [] }
                guard let name = free.canonical(raw) else { return nil }
                names.append(name)
            }
        }
        return path.isEmpty ? names : nil
    }

    /// Whether a path could be continued to this pattern.
    func hasPrefix(_ path: [String]) -> Bool {
        guard path.count < segments.count else { return false }
        return zip(segments, path).allSatisfy { segment, part in
            if case .literal(let text) = segment { text == part } else { true }
        }
    }
}
