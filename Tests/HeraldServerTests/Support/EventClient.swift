import OMSMessages

/// Reads server-sent events as a browser does.
final class EventClient {
    /// An event as it was dispatched.
    struct Event {
        var name: String
        var data: JSONValue
        /// The newest id when it came.
        var id: String
    }

    let head: TestResponse
    private(set) var lastID = ""
    private let connection: TestConnection
    private var text: [UInt8] = []

    /// - Parameter lastID: goes on behind this event.
    init(
        _ server: RunningServer, _ target: String = "/api/v1/stream", lastID: String = "",
        headers: [String: String] = [:]
    ) async throws {
        connection = try server.connect()
        var headers = headers
        if !lastID.isEmpty { headers["Last-Event-ID"] = lastID }
        try await connection.send(RunningServer.request("GET", target, headers))
        head = try await connection.head()
        self.lastID = lastID
    }

    /// The next event; nil when the server ended the stream. Ids without an event are taken on the way.
    func next() async throws -> Event? {
        while true {
            while let block = block() {
                if let event = try dispatch(block) { return event }
            }
            let chunk = try await connection.chunk()
            if chunk.isEmpty { return nil }
            text += chunk
        }
    }

    /// Waits until an id has come.
    func untilBegun() async throws {
        while lastID.isEmpty {
            if let block = block() { _ = try dispatch(block) } else { text += try await connection.chunk() }
        }
    }

    private func block() -> String? {
        guard let end = text.firstRange(of: Array("\n\n".utf8)) else { return nil }
        defer { text.removeFirst(end.upperBound) }
        return String(decoding: text[..<end.lowerBound], as: UTF8.self)
    }

    private func dispatch(_ block: String) throws -> Event? {
        var name = ""
        var data: String?
        for line in block.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = String(parts[1].drop { $0 == " " })
            switch parts[0] {
            case "id": lastID = value
            case "event": name = value
            case "data": data = value
            default: break
            }
        }
        guard let data else { return nil }
        return Event(name: name, data: try JSONDocument(data).root, id: lastID)
    }
}
