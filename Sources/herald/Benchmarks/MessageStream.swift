import NIOCore
import NIOPosix
import Synchronization

/// Messages of an invented world as requests, made a little before they are sent: a load of hours needs no more memory than
/// one of minutes.
final class MessageStream: RequestSource {
    /// How many are made before they are asked for.
    private static let ahead = 4096

    private let messages: Mutex<BenchMessages>
    private let made = Mutex(CircularBuffer<HTTPLoad.Request>(initialCapacity: ahead))
    private let isStopped = Atomic<Bool>(false)

    init(_ messages: BenchMessages) { self.messages = Mutex(messages) }

    /// The next message. Where none is made it is made here, so that nobody waits for a thread that is behind.
    func next() -> HTTPLoad.Request? {
        guard !isStopped.load(ordering: .relaxed) else { return nil }
        return made.withLock { $0.popFirst() }
            ?? messages.withLock { messages in
                made.withLock { $0.popFirst() } ?? messages.next().map { .message($0) }
            }
    }

    /// Ends the stream, whatever is left of it.
    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Makes messages on a thread of its own while `body` runs.
    func whileMaking<Result>(_ body: () async throws -> Result) async throws -> Result {
        let thread = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { thread.shutdownGracefully { _ in } }
        fill()
        let filling = thread.next().scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { _ in
            self.fill()
        }
        defer { filling.cancel() }
        return try await body()
    }

    private func fill() {
        while made.withLock({ $0.count }) < Self.ahead {
            let isMore = messages.withLock { messages in
                guard let line = messages.next() else { return false }
                made.withLock { $0.append(.message(line)) }
                return true
            }
            guard isMore else { return }
        }
    }
}
