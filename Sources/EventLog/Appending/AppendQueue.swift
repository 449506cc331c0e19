/// What waits to be written, lane by lane, in the order it came. A pure value: it says what to do.
struct AppendQueue {
    struct Entry {
        let message: NewMessage
        let ticket: AppendTicket
        /// The place of the message in the ticket's call.
        let ordinal: Int
    }

    /// What becomes of messages that are offered.
    enum Admission: Equatable {
        /// Taken; these lanes have work.
        case accepted(lanes: Range<Int>)
        case overloaded
        case stopped
    }

    let limits: AppendLimits
    private var lanes: [[Entry]]
    /// Messages waiting in all lanes.
    private(set) var count = 0
    /// Bytes of payload waiting in all lanes.
    private(set) var bytes = 0
    private(set) var isStopped = false

    init(limits: AppendLimits) {
        self.limits = limits
        lanes = Array(repeating: [], count: limits.lanes)
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
        var touched = messages.isEmpty ? 0..<0 : lane(of: messages[0])..<lane(of: messages[0]) + 1
        for (ordinal, message) in messages.enumerated() {
            let lane = lane(of: message)
            touched = min(touched.lowerBound, lane)..<max(touched.upperBound, lane + 1)
            lanes[lane].append(Entry(message: message, ticket: ticket, ordinal: ordinal))
        }
        return .accepted(lanes: touched)
    }

    /// The next batch of a lane: whatever waits, up to the limits.
    mutating func take(lane: Int) -> [Entry] {
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

    func hasWork(lane: Int) -> Bool { !lanes[lane].isEmpty }

    mutating func stop() { isStopped = true }
}
