import NIOCore
import NIOPosix
import Synchronization

/// Messages of an invented world as requests, made a little before they are sent: a load of hours needs no more memory than
/// one of minutes.
final class MessageStream: RequestSource {
    /// How many are made before they are asked for.
    private static let ahead = 4096

    private struct Making {
        var messages: BenchMessages
        var left: Int

        mutating func next() -> HTTPLoad.Request? {
            guard left > 0, let line = messages.next() else { return nil }
            left -= 1
            return .message(line)
        }
    }

    private let making: Mutex<Making>
    private let made = Mutex(CircularBuffer<HTTPLoad.Request>(initialCapacity: ahead))

    /// - Parameters:
    ///   - messages: a world of at least so many messages.
    ///   - count: how many are taken of it.
    init(_ messages: BenchMessages, count: Int) { making = Mutex(Making(messages: messages, left: count)) }

    /// The next message. Where none is made it is made here, so that nobody waits for a thread that is behind.
    func next() -> HTTPLoad.Request? {
        made.withLock { $0.popFirst() }
            ?? making.withLock { making in made.withLock { $0.popFirst() } ?? making.next() }
    }

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
            let isMore = making.withLock { making in
                guard let request = making.next() else { return false }
                made.withLock { $0.append(request) }
                return true
            }
            guard isMore else { return }
        }
    }
}
