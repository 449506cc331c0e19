internal import EventLog
internal import HTTPTypes
internal import HummingbirdCore
internal import Projection

/// `GET /api/v1/stream`: transitions and communications as they happen.
struct EventStreamEndpoint: Sendable {
    static let contentType = "text/event-stream"

    let reader: OrderEventReader
    let gatekeeper: Gatekeeper
    let places: EventStreamPlaces
    let limits: EventStreamLimits
    let retryAfter: Int

    /// With places of its own.
    init(_ settings: ServerSettings, _ dependencies: ServerDependencies, _ gatekeeper: Gatekeeper) {
        reader = OrderEventReader(pool: dependencies.pool, policy: dependencies.policy)
        self.gatekeeper = gatekeeper
        places = EventStreamPlaces(maximum: settings.maximumStreams)
        limits = settings.streamLimits
        retryAfter = settings.retryAfter
    }

    func answer(_ call: Call) async throws -> Answer {
        let (request, peer, gatekeeper) = (call.request, call.peer, gatekeeper)
        return try await answer(call, call.caller.disclosure) {
            let caller = try? await gatekeeper.admit(
                request.headers, host: request.head.authority, peer: peer, needing: .viewer)
            return caller != nil
        }
    }

    /// - Parameters:
    ///   - disclosure: how much of persons whoever listens gets to see.
    ///   - isAdmitted: asked again and again, since a right may end while the stream is open.
    func answer(
        _ call: Call, _ disclosure: Disclosure, isAdmitted: @escaping @Sendable () async -> Bool
    ) async throws -> Answer {
        var filter = EventStreamFilter()
        filter.salesChannel = call.text("channel").map { IndexedText($0).text }
        filter.orderID = call.text("order").map { IndexedText($0).text }
        filter.kind = try call.word("kind", of: Words.kinds)
        let head = try await reader.checkpoints()
        let cursor = try start(call, head)
        guard let place = places.take() else {
            throw Problem.unavailable("as many streams are open as may be; try again later", retryAfter: retryAfter)
        }
        let stream = EventStream(
            reader: reader, filter: filter, disclosure: disclosure, limits: limits, channel: call.channel,
            place: place, isAdmitted: isAdmitted, cursor: cursor)
        var answer = Answer(.ok, contentType: Self.contentType)
        // Proxies would hold back what comes in small pieces.
        answer.headers.append((HTTPField.Name("X-Accel-Buffering")!, "no"))
        answer.stream = ResponseBody(asyncSequence: stream)
        return answer
    }

    /// Where the stream begins: behind the event that the client names, else now.
    private func start(_ call: Call, _ head: OrderEventCursor) throws(Problem) -> OrderEventCursor {
        guard let id = call.header(.lastEventID), !id.isEmpty else { return head }
        guard let cursor = OrderEventCursor(id, shards: head.positions.count),
            zip(cursor.positions, head.positions).allSatisfy({ $0 <= $1 })
        else {
            // As with the cursors of lists: what cannot be told by its form.
            var problem = Problem.notFound("no event of this stream has this Last-Event-ID; leave it out to begin now")
            problem.parameter = "Last-Event-ID"
            throw problem
        }
        guard cursor.distance(to: head) <= limits.backlog else {
            throw Problem(
                .gone,
                "more than \(limits.backlog) messages lie between this id and now; read the lists, then begin without an id"
            )
        }
        return cursor
    }
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
}
