import OMSMessages

/// An answer as it came.
struct TestResponse: Sendable {
    var status: Int
    /// The words beside the status.
    var reason = ""
    /// By lower-case name.
    var headers: [String: String] = [:]
    var body: [UInt8] = []

    init(status: Int) { self.status = status }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONDocument(body).root }
    }
}
