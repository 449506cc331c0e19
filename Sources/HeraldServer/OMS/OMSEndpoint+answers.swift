internal import EventLog
internal import HTTPTypes
internal import OMSMessages

extension OMSEndpoint {
    func respond(_ status: HTTPResponse.Status, _ content: RPCAnswer) -> Answer {
        var answer = Answer.json(status, capacity: 192) { content.write(to: &$0) }
        if status == .serviceUnavailable { answer.headers.append((.retryAfter, String(settings.retryAfter))) }
        return answer
    }

    /// Answers a batch: 503 if any message of it should be sent again, which repeats none of the others.
    func respond(_ answers: [RPCAnswer]) -> Answer {
        let isTemporary = answers.contains { if case .error(let error, _) = $0 { error.isTemporary } else { false } }
        var answer = Answer.json(isTemporary ? .serviceUnavailable : .ok, capacity: 128 * answers.count) { json in
            json.array { json in for answer in answers { answer.write(to: &json) } }
        }
        if isTemporary { answer.headers.append((.retryAfter, String(settings.retryAfter))) }
        return answer
    }

    func unauthorized(_ message: String) -> Answer {
        respond(.unauthorized, .error(RPCError(code: RPCError.unauthorizedCode, message: message), id: nil))
    }

    /// Answers a body that could not be read.
    func refuse(_ failure: BodyReader.Failure, _ call: Call) -> Answer {
        var answer: Answer
        switch failure {
        case .tooLarge(let limit):
            let declared = call.header(.contentLength).flatMap { Int($0) }
            let reason = "the body is larger than \(limit) bytes"
            refusals.record(.tooLarge, reason, [], call.peer, size: declared ?? limit + 1)
            answer = respond(
                .contentTooLarge, .error(RPCError(code: RPCError.invalidRequestCode, message: reason), id: nil))
        case .overloaded:
            refusals.count("overloaded")
            answer = respond(
                .serviceUnavailable,
                .error(
                    RPCError(
                        code: RPCError.unavailableCode,
                        message: "too many large bodies at the same time; try again later"),
                    id: nil))
        case .incomplete:
            answer = respond(
                .badRequest,
                .error(RPCError(code: -32700, message: "the body ended before its Content-Length"), id: nil))
        }
        answer.closesConnection = true
        return answer
    }

    /// Answers a caller who was not admitted, as JSON-RPC.
    func refuse(_ problem: Problem, _ call: Call) -> Answer {
        let code = problem.kind == .unavailable ? RPCError.unavailableCode : RPCError.unauthorizedCode
        if problem.kind != .unavailable, !signature.isRequired {
            refusals.record(.unauthorized, "the caller was not admitted", [], call.peer)
        }
        var answer = respond(problem.kind.status, .error(RPCError(code: code, message: problem.detail), id: nil))
        answer.headers += problem.headers.filter { $0.0 != .retryAfter }
        return answer
    }
}

extension RPCError {
    /// The status of an answer that is this error.
    var status: HTTPResponse.Status {
        switch code {
        case Self.unavailableCode: .serviceUnavailable
        case Self.unauthorizedCode: .forbidden
        case Self.refusedCode: .unprocessableContent
        default: .badRequest
        }
    }
}

extension OMSMessageError {
    /// Where in the bytes the error was noticed, if known.
    var offset: Int? {
        if case .notJSON(_, let offset) = self { offset } else { nil }
    }
}

extension AppendError {
    var isOverload: Bool {
        if case .overloaded = self { true } else { false }
    }
}

extension HTTPField.Name {
    static let xSignature = HTTPField.Name("X-Signature")!
    static let xServiceBus = HTTPField.Name("X-Magento-Service-Bus")!
}
