internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import OMSMessages
internal import Postgres

/// A request on its way to a handler: routed, its parameters decoded, its caller known.
struct Call: Sendable {
    let request: Request
    let channel: any Channel
    let peer: Peer
    let requestID: String
    /// Decoded values of the path's parameters.
    let path: [String: String]
    /// Decoded values of the query's parameters, each of which the route knows.
    let query: [String: String]
    let caller: Caller

    func header(_ name: HTTPField.Name) -> String? { request.headers[name] }

    /// A parameter of the path.
    func path(_ name: String) -> String { path[name] ?? "" }

    /// A text of the query; an empty one counts as absent. Of every other type an empty one is wrong, but on pages.
    func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }

    func time(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = query[name] else { return nil }
        guard let time = Timestamp(text) else {
            throw .invalidParameter(name, "is not a time such as 2026-03-01T12:00:00Z")
        }
        return time
    }

    func integer(_ name: String, in range: ClosedRange<Int>, standard: Int) throws(Problem) -> Int {
        guard let text = query[name] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw .invalidParameter(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ name: String) throws(Problem) -> Bool {
        switch query[name] {
        case nil, "false": return false
        case "true": return true
        default: throw .invalidParameter(name, "must be true or false")
        }
    }

    func word(_ name: String, of words: [String]) throws(Problem) -> String? {
        guard let text = query[name] else { return nil }
        guard words.contains(text) else {
            throw .invalidParameter(name, "must be one of " + words.joined(separator: ", "))
        }
        return text
    }

    /// The id of a communication in the path.
    func id() throws(Problem) -> PostgresUUID {
        guard let id = PostgresUUID(path("id")) else { throw .invalidParameter("id", "is not a UUID") }
        return id
    }

    /// How many entries of a list are wanted.
    func limit() throws(Problem) -> Int { try integer("limit", in: 1...200, standard: 50) }
}
