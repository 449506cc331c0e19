internal import HTTPTypes
internal import HummingbirdCore
internal import OMSMessages

/// What a handler answers.
struct Answer: Sendable {
    var status: HTTPResponse.Status
    var contentType: String?
    var body: [UInt8]
    /// Beside those that every answer has.
    var headers: [(HTTPField.Name, String)] = []
    /// The request's headers that the answer depends on.
    var vary: [String] = []
    /// A body that comes into being while it is sent, in place of ``body``.
    var stream: ResponseBody?
    /// Whether the connection is closed: the rest of the request is not wanted.
    var closesConnection = false

    init(_ status: HTTPResponse.Status, contentType: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    static let jsonType = "application/json"

    /// JSON that `write` writes.
    static func json<Failure: Error>(
        _ status: HTTPResponse.Status = .ok, capacity: Int = 1024,
        _ write: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) -> Answer {
        var json = JSONWriter(reservingCapacity: capacity)
        try write(&json)
        return Answer(status, contentType: jsonType, body: json.bytes)
    }
}
