internal import Logging
internal import Postgres

/// What is done with one block, beside others.
struct ImportWorker: Sendable {
    let appender: MessageAppender
    let rejections: RejectedInputLog
    let options: ImportOptions
    let shards: Int
    let now: @Sendable () -> Int64
    let logger: Logger
    let sequence = AppendSequence()

    /// Parses a block, enqueues its messages when it is its turn, and waits for the answer.
    func work(_ block: LineBlock, index: Int, turn: Gate, following: Gate) async -> ImportedBlock {
        let parsed = ParsedBlock(block, index: index, options: options, shards: shards, now: now())
        await turn.wait()
        let ticket = await enqueue(parsed.messages)
        following.open()
        var done = parsed.outcome
        switch ticket {
        case .success(let ticket): done = parsed.completed(await ticket.outcomes())
        case .failure(let failure): done.failure = failure
        }
        if done.failure == nil { await record(done.refusedInputs) }
        return done
    }

    /// Waits as long as others fill the queue.
    private func enqueue(_ messages: [NewMessage]) async -> Result<AppendTicket, AppendError> {
        var backoff = Backoff(first: .milliseconds(2), limit: .milliseconds(100))
        while true {
            if let failure = sequence.failure { return .failure(failure) }
            do throws(AppendError) {
                return .success(try appender.enqueue(messages, in: sequence))
            } catch .overloaded where !Task.isCancelled {
                try? await Task.sleep(for: backoff.next())
            } catch {
                sequence.fail(error)
                return .failure(error)
            }
        }
    }

    private func record(_ inputs: [RejectedInput]) async {
        guard !inputs.isEmpty else { return }
        do {
            try await rejections.write(inputs)
        } catch {
            logger.warning("\(inputs.count) rejected lines could not be recorded: \(error)")
        }
    }
}
