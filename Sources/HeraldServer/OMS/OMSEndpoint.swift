internal import EventLog
internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import OMSMessages

/// `POST /oms`: takes messages of the bus into the event log (message reference, section 2).
///
/// Answers success only after the commit. Nothing is refused for what it says, only what is no JSON-RPC, too large or
/// not signed; a second delivery can help where the answer is 503.
struct OMSEndpoint: Sendable {
    let appender: MessageAppender
    let refusals: Refusals
    let counters: AppendCounters
    let gatekeeper: Gatekeeper
    let signature: SignatureCheck
    let readers: OMSReaderPool
    let bodies: BodyReader
    let settings: ServerSettings
    let shards: Int
    let now: @Sendable () -> Int64
    let outages: OccasionalLog
    let notifications: NotificationContract

    func answer(_ call: Call) async throws -> Answer {
        do {
            let (signature, disclosure) = try await admit(call)
            return try await bodies.withBody(of: call.request, on: call.channel, limit: settings.maximumBody) { body in
                if let signature, !self.signature.accepts(signature, of: body) {
                    refusals.record(.badSignature, "the signature is wrong", body, call.peer)
                    return unauthorized("X-Signature does not fit the body and the configured secret")
                }
                return await store(body, call, disclosure)
            }
        } catch let failure as BodyReader.Failure {
            return refuse(failure, call)
        } catch let problem as Problem {
            return refuse(problem, call)
        }
    }

    /// The signature to be verified, nil if none is needed; and how much of persons whoever calls gets to see.
    private func admit(_ call: Call) async throws(Problem) -> (signature: String?, disclosure: Disclosure) {
        guard signature.isRequired else {
            let caller = try await gatekeeper.admit(
                call.request.headers, host: call.request.head.authority, peer: call.peer, needing: .ingest)
            return (nil, caller.disclosure)
        }
        guard let signature = call.header(.xSignature) else {
            refusals.record(.badSignature, "the signature is missing", [], call.peer)
            throw Problem(.unauthorized, "X-Signature is missing; sign the body with the secret of the registration")
        }
        return (signature, .complete)
    }

    private func store(_ body: [UInt8], _ call: Call, _ disclosure: Disclosure) async -> Answer {
        let request: OMSRequest
        do throws(OMSMessageError) {
            request = try readers.withReader { reader throws(OMSMessageError) in try reader.request(in: body) }
        } catch {
            refusals.record(RejectedInput.Kind(error), error.description, body, call.peer, offset: error.offset)
            return respond(error == .tooLarge ? .contentTooLarge : .badRequest, .error(RPCError(error), id: nil))
        }
        switch request {
        case .single(let envelope): return await store(envelope, body, call, disclosure)
        case .batch(let elements): return await store(elements, body, call, disclosure)
        }
    }

    private func store(
        _ envelope: OMSEnvelope, _ body: [UInt8], _ call: Call, _ disclosure: Disclosure
    ) async -> Answer {
        if let method = NotificationContract.Method(envelope.method) {
            let answer = await notifications.answer(method, envelope, params: body[envelope.params], disclosure)
            guard case .error(let error, _) = answer else { return respond(.ok, answer) }
            return respond(error.status, answer)
        }
        let message = NewMessage(
            envelope: envelope, payload: body, receivedAt: now(), isHistorical: false, shards: shards)
        do throws(AppendError) {
            let result = try await appender.append(message)
            counters.count(envelope.method, isDuplicate: result.isDuplicate)
            return respond(.ok, .stored(result, id: envelope.rpcID))
        } catch {
            note(error, body, call)
            let error = RPCError(error)
            return respond(
                error.isTemporary ? .serviceUnavailable : .badRequest, .error(error, id: envelope.rpcID))
        }
    }

    private func store(
        _ elements: [OMSRequest.BatchElement], _ body: [UInt8], _ call: Call, _ disclosure: Disclosure
    ) async -> Answer {
        guard elements.count <= settings.maximumBatch else {
            let reason = "the batch has more than \(settings.maximumBatch) messages; send fewer at a time"
            refusals.record(.tooLarge, reason, body, call.peer)
            return respond(
                .contentTooLarge, .error(RPCError(code: RPCError.invalidRequestCode, message: reason), id: nil))
        }
        var answers: [RPCAnswer?] = Array(repeating: nil, count: elements.count)
        var messages: [NewMessage] = []
        var places: [(element: Int, envelope: OMSEnvelope)] = []
        let receivedAt = now()
        for (place, element) in elements.enumerated() {
            switch element.result {
            case .success(let envelope):
                if let method = NotificationContract.Method(envelope.method) {
                    let message = body[element.range]
                    let params = message.dropFirst(envelope.params.lowerBound).prefix(envelope.params.count)
                    answers[place] = await notifications.answer(method, envelope, params: params, disclosure)
                    continue
                }
                places.append((place, envelope))
                messages.append(
                    NewMessage(
                        envelope: envelope, payload: Array(body[element.range]), receivedAt: receivedAt,
                        isHistorical: false, shards: shards))
            case .failure(let error):
                refusals.record(
                    RejectedInput.Kind(error), error.description, Array(body[element.range]), call.peer,
                    offset: error.offset)
                answers[place] = .error(RPCError(error), id: nil)
            }
        }
        for (place, outcome) in zip(places, await outcomes(messages)) {
            switch outcome {
            case .success(let result):
                counters.count(place.envelope.method, isDuplicate: result.isDuplicate)
                answers[place.element] = .stored(result, id: place.envelope.rpcID)
            case .failure(let error):
                note(error, Array(body[elements[place.element].range]), call)
                answers[place.element] = .error(RPCError(error), id: place.envelope.rpcID)
            }
        }
        return respond(answers.compactMap { $0 })
    }

    private func outcomes(_ messages: [NewMessage]) async -> [Result<AppendResult, AppendError>] {
        guard !messages.isEmpty else { return [] }
        do throws(AppendError) {
            return await (try appender.enqueue(messages)).outcomes()
        } catch {
            return Array(repeating: .failure(error), count: messages.count)
        }
    }

    /// Tells an operator what the sender is told too.
    private func note(_ error: AppendError, _ body: [UInt8], _ call: Call) {
        switch error {
        case .refused: refusals.record(.refused, error.description, body, call.peer)
        case .overloaded, .unavailable, .stopped:
            refusals.count(error.isOverload ? "overloaded" : "unavailable")
            outages.warn("messages are answered with 503: \(error)")
        }
    }
}
