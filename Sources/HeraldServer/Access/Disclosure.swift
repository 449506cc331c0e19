internal import Projection

/// How much of persons a caller gets to see: the one place that decides it.
enum Disclosure: Hashable, Sendable {
    case complete
    /// Names, addresses and contacts as hints, raw messages not at all.
    case masked

    /// Who acts on communications must know whom they go to; who only looks need not.
    init(_ role: Role?) {
        switch role {
        case .agent, .operator: self = .complete
        case .viewer, .ingest, nil: self = .masked
        }
    }

    /// JSON as this caller may see it.
    func disclosed(_ json: [UInt8]) throws -> [UInt8] {
        switch self {
        case .complete: json
        case .masked: try PersonalDataMask.masked(json)
        }
    }

    /// A communication as this caller may see it.
    func disclosed(_ communication: StoredCommunication) -> StoredCommunication {
        self == .masked ? communication.masked : communication
    }

    /// An attempt as this caller may see it.
    func disclosed(_ attempt: AttemptRecord) -> AttemptRecord { self == .masked ? attempt.masked : attempt }

    /// The address or number that something goes to as this caller may see it.
    func disclosed(recipient: String) -> String {
        self == .masked ? PersonalDataMask.recipient(recipient) : recipient
    }

    /// A page as this caller may see it: whatever stands in it, no e-mail address does.
    func disclosed(page: [UInt8]) -> [UInt8] {
        switch self {
        case .complete: page
        case .masked: Array(PersonalDataMask.text(String(decoding: page, as: UTF8.self)).utf8)
        }
    }

    /// Masks an answer of the API.
    func apply(to answer: inout Answer) throws {
        guard self == .masked, answer.contentType == Answer.jsonType, !answer.body.isEmpty else { return }
        answer.body = try disclosed(answer.body)
    }
}
