internal import HTTPTypes
internal import InternetAddresses
internal import OMSMessages

/// The body of a request that does something: why, who asks, and what the action needs besides.
struct ActionBody: Sendable {
    /// Largest body of a request.
    static let maximumSize = 64 << 10
    /// The longest text of a member, in Unicode scalars.
    static let maximumReason = 1000
    /// The longest key by which a repeated request is recognised, in Unicode scalars.
    static let maximumKey = 255

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
                guard value.string.map({ $0.unicodeScalars.count <= Self.maximumReason }) ?? true else {
                    throw Problem.invalidParameter(
                        name, "must not be longer than \(Self.maximumReason) characters")
                }
                texts[name] = value.string
            }
        }
        guard let reason = texts["reason"],
            reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
        else { throw Problem.invalidParameter("reason", "must say why, in your words") }
        self.reason = reason
        actor =
            texts["actor"].flatMap { $0.isEmpty ? nil : $0 }.map { "\($0.prefix(200)) (\(call.caller.name))" }
            ?? call.caller.name
        self.texts = texts
        self.numbers = figures
    }

    /// A text; an empty one counts as absent. Of every other type an empty one is wrong.
    func text(_ name: String) -> String? { texts[name].flatMap { $0.isEmpty ? nil : $0 } }

    func word(_ name: String, of words: [String]) throws(Problem) -> String? {
        guard let text = texts[name] else { return nil }
        guard words.contains(text) else {
            throw .invalidParameter(name, "must be one of " + words.joined(separator: ", "))
        }
        return text
    }

    /// An address that mail can be sent to.
    func email(_ name: String) throws(Problem) -> String? {
        guard let text = texts[name] else { return nil }
        guard EmailAddress(text)?.description == text else {
            throw .invalidParameter(name, "is no e-mail address such as name@example.com")
        }
        return text
    }

    func time(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = texts[name] else { return nil }
        guard let time = Timestamp(text) else {
            throw .invalidParameter(name, "is not a time such as 2026-03-01T12:00:00Z")
        }
        return time
    }

    /// The same for the same wish, however it is written.
    var digest: [UInt8] {
        RequestDigest.of(texts, numbers)
    }

    func number(_ name: String) -> Int? { numbers[name] }
}

extension Call {
    /// The key by which a repeated request is recognised.
    func idempotencyKey() throws(Problem) -> String? {
        guard let key = header(.idempotencyKey), !key.isEmpty else { return nil }
        guard key.unicodeScalars.count <= ActionBody.maximumKey else {
            throw .invalidParameter(
                "Idempotency-Key", "must not be longer than \(ActionBody.maximumKey) characters")
        }
        return key
    }
}
