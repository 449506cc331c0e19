internal import Crypto
internal import HTTPTypes

/// Entity tags of answers (RFC 9110, section 8.8.3): a client that has the same content already is told so and no more.
enum EntityTag {
    /// The tag of a body. Weak, since the same content may be sent compressed.
    static func text(_ body: [UInt8]) -> String {
        "W/\"" + Hexadecimal.text(SHA256.hash(data: body).prefix(16)) + "\""
    }

    /// Tags the answer, and makes 304 of it if the client has this content.
    static func apply(to answer: inout Answer, _ request: HTTPFields) {
        let tag = text(answer.body)
        answer.headers.append((.eTag, tag))
        guard matches(tag, request[values: .ifNoneMatch]) else { return }
        answer.status = .notModified
        answer.body = []
        answer.contentType = nil
    }

    /// Whether `If-None-Match` names the tag, by weak comparison.
    static func matches(_ tag: String, _ values: [String]) -> Bool {
        let opaque = tag.drop { $0 == "W" || $0 == "/" }
        return values.joined(separator: ",").split(separator: ",").contains { item in
            let item = item.drop { $0 == " " || $0 == "\t" }
            let trimmed = item.prefix { $0 != " " && $0 != "\t" }
            return trimmed == "*" || (trimmed.hasPrefix("W/") ? trimmed.dropFirst(2) : trimmed) == opaque
        }
    }
}
