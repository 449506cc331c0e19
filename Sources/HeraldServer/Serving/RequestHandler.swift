internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Takes requests from connections to their routes, and answers back.
struct RequestHandler: Sendable {
    let table: RouteTable
    let gatekeeper: Gatekeeper
    let instruments: [RouteInstruments]
    let unmatched: RouteInstruments
    let ids: RequestIDs
    let date: DateHeader
    let crossOrigin: CrossOrigin
    let retryAfter: Int
    /// Writes problems for people; nil on a node without the console.
    let pages: PageWriter?
    let now: @Sendable () -> Int64
    let logger: Logger

    /// An answer, ready to be written.
    struct Outcome {
        let head: HTTPResponse
        let answer: Answer
        fileprivate let id: String
        fileprivate let start: ContinuousClock.Instant
        fileprivate let measured: RouteInstruments
    }

    @concurrent func respond(
        to request: Request, writer: consuming ResponseWriter, channel: any Channel
    ) async throws {
        if request.headers[.expect] == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let outcome = try await outcome(of: request, channel: channel)
        try await writer.write(
            response: outcome.head,
            body: request.method == .head ? ResponseBody() : Self.body(outcome.answer))
        finish(outcome, request.method, channel)
    }

    /// Finds the answer to a request.
    @concurrent func outcome(of request: Request, channel: any Channel) async throws -> Outcome {
        let start = ContinuousClock.now
        let id = ids.id(request.headers[.xRequestID])
        let target = request.head.path ?? "/"
        let (path, query) = Self.split(target)
        var answer: Answer
        let measured: RouteInstruments
        var takesBody = false
        var isTagged = false
        switch table.match(request.method, path) {
        case .route(let index, let values):
            measured = instruments[index]
            takesBody = table.routes[index].bodyType != nil
            isTagged = table.routes[index].isTagged
            answer = try await respond(
                table.routes[index], request, channel: channel, values: values, query: query, id: id)
        case .otherMethods(let methods):
            measured = unmatched
            if request.method == .options,
                let preflight = crossOrigin.preflight(request.headers, path: path, methods: methods)
            {
                answer = preflight
                break
            }
            var problem = Problem(.methodNotAllowed, "this path does not take the method of the request")
            problem.headers.append((.allow, Self.allow(methods)))
            answer = problem.answer(instance: id)
        case .none:
            measured = unmatched
            let problem = Problem.notFound("there is nothing at this path; '/openapi.json' lists what there is")
            answer = self.answer(problem, asPage: Self.wantsPage(request.headers), id: id)
        }
        // What is left of a large body is not read for nothing.
        if !takesBody || answer.status.code >= 400, Self.hasLargeBody(request.headers) {
            answer.closesConnection = true
        }
        if isTagged, answer.status == .ok { EntityTag.apply(to: &answer, request.headers) }
        await Compression.apply(to: &answer, request.headers)
        crossOrigin.apply(to: &answer, request.headers, path: path)
        let head = HTTPResponse(status: answer.status, headerFields: fields(answer, id: id))
        return Outcome(head: head, answer: answer, id: id, start: start, measured: measured)
    }

    /// Sees to what is left once an answer is written.
    func finish(_ outcome: Outcome, _ method: HTTPRequest.Method, _ channel: any Channel) {
        if outcome.answer.closesConnection { close(channel) }
        let duration = outcome.start.duration(to: .now)
        outcome.measured.count(outcome.answer.status.code, duration)
        log(outcome.measured.route, method, outcome.answer.status.code, duration, outcome.id)
    }

    private static func body(_ answer: Answer) -> ResponseBody {
        if let stream = answer.stream { return stream }
        return answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    }

    /// Runs the handler of a route; errors become answers, but those of the connection itself.
    private func respond(
        _ route: Route, _ request: Request, channel: any Channel, values: [(name: String, encoded: Substring)],
        query: Substring, id: String
    ) async throws -> Answer {
        do {
            let peer = Peer(channel.remoteAddress)
            let caller =
                if case .role(let role) = route.access {
                    try await gatekeeper.admit(request.headers, host: request.head.authority, peer: peer, needing: role)
                } else { Caller.anybody }
            let call = Call(
                request: request, channel: channel, peer: peer, requestID: id, path: try Self.decode(values),
                query: try Query.parse(query, of: route), caller: caller)
            var answer = try await route.handle(call)
            if case .role = route.access { try caller.disclosure.apply(to: &answer) }
            return answer
        } catch let error as BodyReader.Failure {
            return answer(Problem(error, retryAfter: retryAfter), asPage: route.isPage, id: id)
        } catch {
            if Self.isOfConnection(error) { throw error }
            let problem = Problem(error, retryAfter: retryAfter)
            if problem.kind == .internalError {
                logger.error(
                    "a request failed: \(error)", metadata: ["request": "\(id)", "route": "\(route.pattern.text)"])
            }
            return answer(problem, asPage: route.isPage, id: id)
        }
    }

    /// A problem, for a program or for a person.
    private func answer(_ problem: Problem, asPage isPage: Bool, id: String) -> Answer {
        if isPage, let pages { return pages.answer(problem, request: id) }
        return problem.answer(instance: id)
    }

    /// Whether a request comes from a browser that shows what it gets.
    private static func wantsPage(_ headers: HTTPFields) -> Bool {
        headers[.accept]?.contains("text/html") == true
    }

    /// What the client did to the connection, and what ends it, is no answer's business.
    private static func isOfConnection(_ error: any Error) -> Bool {
        error is HTTPParserError || error is ChannelError || error is CancellationError || error is IOError
    }

    private static func decode(_ values: [(name: String, encoded: Substring)]) throws(Problem) -> [String: String] {
        guard !values.isEmpty else { return [:] }
        var decoded: [String: String] = [:]
        for (name, encoded) in values {
            guard let text = PercentDecoding.text(encoded) else {
                throw .invalidParameter(name, "is not percent-encoded UTF-8")
            }
            guard !text.utf8.contains(0) else { throw .invalidParameter(name, "must not contain U+0000") }
            decoded[name] = text
        }
        return decoded
    }

    private static func hasLargeBody(_ headers: HTTPFields) -> Bool {
        headers[.transferEncoding] != nil || headers[.contentLength].flatMap { Int($0) } ?? 0 > 64 << 10
    }

    private static func split(_ target: String) -> (path: Substring, query: Substring) {
        guard let mark = target.firstIndex(of: "?") else { return (target[...], "") }
        return (target[..<mark], target[target.index(after: mark)...])
    }

    private static func allow(_ methods: [HTTPRequest.Method]) -> String {
        var names = methods.map(\.rawValue)
        if methods.contains(.get) { names.append("HEAD") }
        return names.sorted().joined(separator: ", ")
    }

    private func fields(_ answer: Answer, id: String) -> HTTPFields {
        var fields = HTTPFields.security
        if let type = answer.contentType { fields[.contentType] = type }
        // A 304 would have to name the length of what is not sent (RFC 9110, section 8.6).
        if answer.stream == nil, answer.status != .notModified, answer.status != .noContent {
            fields[.contentLength] = String(answer.body.count)
        }
        if !answer.vary.isEmpty { fields[.vary] = answer.vary.joined(separator: ", ") }
        fields[.date] = date.text(now())
        fields[.xRequestID] = id
        for (name, value) in answer.headers { fields[name] = value }
        if answer.closesConnection { fields[.connection] = "close" }
        return fields
    }

    /// Closes a connection whose request was not read to its end; a moment later, so that the answer is read.
    private func close(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    private func log(_ route: String, _ method: HTTPRequest.Method, _ status: Int, _ duration: Duration, _ id: String) {
        let level: Logger.Level = status >= 500 && route != "/oms" ? .warning : .debug
        guard logger.logLevel <= level else { return }
        logger.log(
            level: level, "request",
            metadata: [
                "method": "\(method.rawValue)", "route": "\(route)", "status": "\(status)", "duration": "\(duration)",
                "request": "\(id)",
            ])
    }
}
