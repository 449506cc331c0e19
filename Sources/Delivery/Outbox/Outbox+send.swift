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
    private enum Step: Sendable {
        case ended(EndedAttempt)
        case recorded((any Error)?)
    }

    /// Sends everything in a claim, each as soon as ``SendGate`` lets it, and records what ended while the rest is on its
    /// way: what one transaction has not seen yet goes into the next.
    /// - Parameters:
    ///   - worker: the number of the worker that claimed it.
    ///   - onRecorded: told how many outcomes were recorded, or could not be.
    /// - Throws: the first failure to record, after everything else was tried.
    func deliver(
        _ claim: Claim, worker: Int, onRecorded: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> [EndedAttempt] {
        let (ended, failure) = await withTaskGroup(of: Step.self) { group in
            for entry in claim.communications {
                for delivery in entry.deliveries {
                    group.addTask { .ended(await send(delivery, of: entry, worker: worker)) }
                }
            }
            var (all, waiting): ([EndedAttempt], [EndedAttempt]) = ([], [])
            var isRecording = false
            var failure: (any Error)?
            for await step in group {
                switch step {
                case .ended(let attempt): waiting.append(attempt)
                case .recorded(let error):
                    isRecording = false
                    failure = failure ?? error
                }
                guard !isRecording, !waiting.isEmpty else { continue }
                isRecording = true
                let ended = waiting
                waiting.removeAll()
                all += ended
                group.addTask {
                    defer { onRecorded(ended.count) }
                    do {
                        try await record(ended, token: claim.token)
                        return .recorded(nil)
                    } catch {
                        return .recorded(error)
                    }
                }
            }
            return (all, failure)
        }
        if let failure { throw failure }
        return ended
    }

    private func send(
        _ delivery: ClaimedDelivery, of entry: ClaimedCommunication, worker: Int
    ) async -> EndedAttempt {
        let place = SendGate.Place(worker: worker, channel: delivery.channel)
        let ended = await gate.pass(place) {
            let start = ContinuousClock.now
            let outcome = await outcome(delivery, entry)
            return EndedAttempt(delivery: delivery, outcome: outcome, duration: .now - start)
        }
        return ended ?? EndedAttempt(delivery: delivery, outcome: Outbox.stopped, duration: .zero)
    }

    private static let stopped = SendOutcome.temporary(
        class: "worker_stopped", text: "the worker stopped before it sent this")

    private func outcome(_ delivery: ClaimedDelivery, _ entry: ClaimedCommunication) async -> SendOutcome {
        if let failure = entry.failure { return failure }
        guard delivery.tries <= options.retries.maximumAttempts else {
            return .permanent(class: "exhausted", text: "the last tries ended without an answer")
        }
        guard let channel = channels[delivery.channel] else {
            return .temporary(class: "unknown_channel", text: "no delivery channel of that name is configured")
        }
        guard !Task.isCancelled else { return Outbox.stopped }
        do throws(EnvelopeError) {
            let envelope = try rendering.envelope(entry.communication, to: delivery.recipient, over: channel)
            return await send(rendering.message(entry, delivery, envelope), over: channel)
        } catch {
            return .permanent(class: "recipient", text: "\(error)")
        }
    }

    /// Sends within the time allowed. What came of it when that ran out, the channel knows: it may never have begun.
    func send(_ message: OutgoingMessage, over channel: any DeliveryChannel) async -> SendOutcome {
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
