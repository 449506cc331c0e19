/// What waits to be written, lane by lane, in the order it came. A pure value: it says what to do.
///
/// A lane is written by one writer at a time. While little waits, one writer takes all lanes: every transaction costs a flush
/// to disk, and two small ones at a time more than one. Only a backlog is shared among writers.
struct AppendQueue {
    struct Entry {
        let message: NewMessage
        let ticket: AppendTicket
        /// The place of the message in the ticket's call.
        let ordinal: Int
    }

    /// What becomes of messages that are offered.
    enum Admission: Equatable {
        case accepted
        case overloaded
        case stopped
    }

    /// What one transaction writes.
    struct Batch {
        /// The lanes that nobody else may write meanwhile.
        let lanes: Range<Int>
        let entries: [Entry]
    }

    let limits: AppendLimits
    private var lanes: [[Entry]]
    /// Lanes in the hands of a writer.
    private var isBusy: [Bool]
    /// Messages waiting in all lanes.
    private(set) var count = 0
    /// Bytes of payload waiting in all lanes.
    private(set) var bytes = 0
    private(set) var isStopped = false

    init(limits: AppendLimits) {
        self.limits = limits
        lanes = Array(repeating: [], count: limits.lanes)
        isBusy = Array(repeating: false, count: limits.lanes)
    }

    func lane(of message: NewMessage) -> Int { Int(message.shard) % limits.lanes }

    /// Takes all of the messages or none. A call that alone exceeds the limits is taken when nothing else waits.
    mutating func offer(_ messages: [NewMessage], _ ticket: AppendTicket) -> Admission {
        guard !isStopped else { return .stopped }
        let additional = messages.reduce(0) { $0 + $1.payload.count }
        let fits = count + messages.count <= limits.maximumQueued && bytes + additional <= limits.maximumQueuedBytes
        guard fits || count == 0 else { return .overloaded }
        count += messages.count
        bytes += additional
        for (ordinal, message) in messages.enumerated() {
            lanes[lane(of: message)].append(Entry(message: message, ticket: ticket, ordinal: ordinal))
        }
        return .accepted
    }

    /// Whether a writer would get something.
    var hasWork: Bool { lanes.indices.contains { isTakeable($0) } }

    /// The next batch: whatever waits, up to the limits; nil while there is none, or others write those lanes.
    ///
    /// ``finish(_:)`` gives its lanes back.
    mutating func take() -> Batch? {
        guard let first = lanes.indices.first(where: { isTakeable($0) }) else { return nil }
        let isLittle =
            count <= AppendLimits.together && count <= limits.maximumBatch && bytes <= limits.maximumBatchBytes
        guard isLittle, !isBusy.contains(true) else {
            // There are as many writers as lanes: none waits for ever.
            isBusy[first] = true
            return Batch(lanes: first..<first + 1, entries: take(lane: first))
        }
        for lane in lanes.indices { isBusy[lane] = true }
        return Batch(lanes: lanes.indices, entries: lanes.indices.flatMap { take(lane: $0) })
    }

    /// Lets the lanes of a batch be written again.
    mutating func finish(_ batch: Batch) { for lane in batch.lanes { isBusy[lane] = false } }

    private func isTakeable(_ lane: Int) -> Bool { !isBusy[lane] && !lanes[lane].isEmpty }

    /// Whatever waits in a lane, up to the limits.
    private mutating func take(lane: Int) -> [Entry] {
        var taken = 0
        var size = 0
        for entry in lanes[lane].prefix(limits.maximumBatch) {
            guard taken == 0 || size + entry.message.payload.count <= limits.maximumBatchBytes else { break }
            taken += 1
            size += entry.message.payload.count
        }
        count -= taken
        bytes -= size
        if taken == lanes[lane].count {
            var all: [Entry] = []
            swap(&all, &lanes[lane])
            return all
        }
        let batch = Array(lanes[lane][..<taken])
        lanes[lane].removeSubrange(..<taken)
        return batch
    }

    mutating func stop() { isStopped = true }
}
