import Synchronization

/// Says which sends may begin: so many at a time for each worker, and for each channel over all workers of the process.
///
/// Who has to wait waits here and not in the channel, since the time of a try begins with its send. First come, first
/// served, except that nobody waits because of another's channel or worker.
final class SendGate: Sendable {
    /// Which two limits a send counts for.
    struct Place: Hashable, Sendable {
        let worker: Int
        let channel: String
    }

    private struct State {
        var ofWorkers: [Int: Int] = [:]
        var ofChannels: [String: Int] = [:]
        /// In the order in which they came; never more than what the workers have claimed.
        var waiting: [(id: UInt64, place: Place, continuation: CheckedContinuation<Bool, Never>)] = []
        var nextID: UInt64 = 0
    }

    private let limitOfWorker: Int
    private let limits: [String: Int]
    private let state = Mutex(State())

    /// - Parameters:
    ///   - worker: how many sends a worker may have under way.
    ///   - channels: how many a channel may; one that is missing has no limit of its own.
    init(worker: Int, channels: [String: Int]) {
        limitOfWorker = max(1, worker)
        limits = channels.mapValues { max(1, $0) }
    }

    /// Runs a send as soon as it may begin.
    /// - Returns: nil if its task was cancelled before.
    func pass<Success: Sendable>(_ place: Place, _ send: () async -> Success) async -> Success? {
        guard await enter(place) else { return nil }
        defer { leave(place) }
        return await send()
    }

    private func enter(_ place: Place) async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayBegin = state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    guard hasRoom(place, state) else {
                        state.waiting.append((id, place, continuation))
                        return nil
                    }
                    SendGate.count(place, 1, &state)
                    return true
                }
                if let mayBegin { continuation.resume(returning: mayBegin) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0).continuation }
            }
            continuation?.resume(returning: false)
        }
    }

    private func leave(_ place: Place) {
        let continuation = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            SendGate.count(place, -1, &state)
            // One place became free, so at most one more may begin.
            guard let index = state.waiting.firstIndex(where: { hasRoom($0.place, state) }) else { return nil }
            let next = state.waiting.remove(at: index)
            SendGate.count(next.place, 1, &state)
            return next.continuation
        }
        continuation?.resume(returning: true)
    }

    private func hasRoom(_ place: Place, _ state: State) -> Bool {
        state.ofWorkers[place.worker, default: 0] < limitOfWorker
            && state.ofChannels[place.channel, default: 0] < limits[place.channel] ?? .max
    }

    private static func count(_ place: Place, _ change: Int, _ state: inout State) {
        state.ofWorkers[place.worker, default: 0] += change
        state.ofChannels[place.channel, default: 0] += change
    }
}
