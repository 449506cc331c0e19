import OMSMessages
import Postgres
import Projection

/// An attempt that ended.
struct EndedAttempt: Sendable {
    let delivery: ClaimedDelivery
    let outcome: SendOutcome
    let duration: Duration
}

extension Outbox {
    /// Sends everything in a claim, at most ``DeliveryOptions/concurrency`` at a time.
    func send(_ claim: Claim) async -> [EndedAttempt] {
        let work = claim.communications.flatMap { entry in entry.deliveries.map { (entry, $0) } }
        return await withTaskGroup(of: EndedAttempt.self) { group in
            var ended: [EndedAttempt] = []
            var rest = work[...]
            for (entry, delivery) in rest.prefix(options.concurrency) {
                group.addTask { await send(delivery, of: entry) }
            }
            rest = rest.dropFirst(options.concurrency)
            for await attempt in group {
                ended.append(attempt)
                guard let (entry, delivery) = rest.popFirst() else { continue }
                group.addTask { await send(delivery, of: entry) }
            }
            return ended
        }
    }

    private func send(_ delivery: ClaimedDelivery, of entry: ClaimedCommunication) async -> EndedAttempt {
        let start = ContinuousClock.now
        let outcome = await outcome(delivery, entry)
        return EndedAttempt(delivery: delivery, outcome: outcome, duration: .now - start)
    }

    private func outcome(_ delivery: ClaimedDelivery, _ entry: ClaimedCommunication) async -> SendOutcome {
        if let failure = entry.failure { return failure }
        guard delivery.tries <= options.retries.maximumAttempts else {
            return .permanent(class: "exhausted", text: "the last tries ended without an answer")
        }
        guard let channel = channels[delivery.channel] else {
            return .temporary(class: "unknown_channel", text: "no delivery channel of that name is configured")
        }
        guard !Task.isCancelled else {
            return .temporary(class: "worker_stopped", text: "the worker stopped before it sent this")
        }
        do throws(EnvelopeError) {
            let envelope = try envelope(entry.communication, to: delivery.recipient, over: channel)
            return await send(message(entry, delivery, envelope), over: channel)
        } catch {
            return .permanent(class: "recipient", text: "\(error)")
        }
    }

    private func message(
        _ entry: ClaimedCommunication, _ delivery: ClaimedDelivery, _ envelope: Envelope
    ) -> OutgoingMessage {
        func text(_ part: ContentPart) -> String { String(decoding: entry.content[part] ?? [], as: UTF8.self) }
        return OutgoingMessage(
            id: delivery.communicationID, envelope: envelope,
            content: RenderedContent(
                subject: text(.subject), text: text(.text), html: text(.html), textMessage: text(.textMessage)),
            eml: entry.content[.eml] ?? [], json: entry.content[.json] ?? [], day: delivery.createdAt.dayUTC)
    }

    /// Sends within the time allowed. What came of it when that ran out, the channel knows: it may never have begun.
    private func send(_ message: OutgoingMessage, over channel: any DeliveryChannel) async -> SendOutcome {
        await withTaskGroup(of: SendOutcome?.self) { group in
            group.addTask { await channel.send(message) }
            group.addTask {
                try? await Task.sleep(for: options.sendTimeout)
                return nil
            }
            if let outcome = await group.next(), let outcome {
                group.cancelAll()
                return outcome
            }
            group.cancelAll()
            if let outcome = await group.next(), let outcome { return outcome }
            return .ambiguous(class: "timeout", text: "no answer within the time allowed, or the worker was stopped")
        }
    }
}
