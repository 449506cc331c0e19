internal import HTTPTypes
internal import OMSMessages

/// The body of a request that does something: why, who asks, and what the action needs besides.
struct ActionBody: Sendable {
    /// Largest body of a request.
    static let maximumSize = 64 << 10
    static let maximumReason = 1000

    /// Why, in the words of whoever asks.
    let reason: String
    /// Who acts, as it is recorded.
    let actor: String
    private let texts: [String: String]
    private let numbers: [String: Int]

    /// - Parameters:
    ///   - members: names of texts that it may have beside `reason` and `actor`.
    ///   - numbers: names of whole numbers that it may have.
    init(_ call: Call, _ bodies: BodyReader, members: [String] = [], numbers: [String] = []) async throws {
        let body = try await bodies.withBody(of: call.request, on: call.channel, limit: Self.maximumSize) { $0 }
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(body)
        } catch {
            throw Problem(.invalidBody, "the body is no JSON: \(error); send {\"reason\": \"…\"}")
        }
        let root = document.root
        guard root.kind == .object else {
            throw Problem(.invalidBody, "the body must be an object such as {\"reason\": \"…\"}")
        }
        let known = ["reason", "actor"] + members + numbers
        var (texts, figures) = ([String: String](), [String: Int]())
        for (name, value) in root.members {
            guard known.contains(name) else {
                throw Problem.invalidParameter(
                    String(name.prefix(60)), "is unknown; known are " + known.joined(separator: ", "))
            }
            if value.isNull { continue }
            if numbers.contains(name) {
                guard let number = value.int else { throw Problem.invalidParameter(name, "must be a whole number") }
                figures[name] = number
            } else {
                guard value.kind == .string else { throw Problem.invalidParameter(name, "must be text") }
                if let text = value.string, !text.isEmpty { texts[name] = text }
            }
        }
        guard let reason = texts["reason"], reason.contains(where: { !$0.isWhitespace }) else {
            throw Problem.invalidParameter("reason", "must say why, in your words")
        }
        guard reason.count <= Self.maximumReason else {
            throw Problem.invalidParameter("reason", "must not be longer than \(Self.maximumReason) characters")
        }
        self.reason = reason
        actor = texts["actor"].map { "\($0.prefix(200)) (\(call.caller.name))" } ?? call.caller.name
        self.texts = texts
        self.numbers = figures
    }

    func text(_ name: String) -> String? { texts[name] }

    func number(_ name: String) -> Int? { numbers[name] }
}

extension Call {
    /// The key by which a repeated request is recognised.
    func idempotencyKey() throws(Problem) -> String? {
        guard let key = header(.idempotencyKey), !key.isEmpty else { return nil }
        guard key.utf8.count <= 255 else {
            throw .invalidParameter("Idempotency-Key", "must not be longer than 255 bytes")
        }
        return key
    }
}
