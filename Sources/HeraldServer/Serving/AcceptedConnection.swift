internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// A connection between its acceptance and the task that serves it.
///
/// A server that is told to stop meanwhile drops what it has not begun to serve. NIO ends the process where a channel is let
/// go of that was never finished; therefore this one finishes it.
final class AcceptedConnection: ServerChildChannelValue {
    private let http: HTTP1Channel.Value
    private let isTaken = Atomic<Bool>(false)

    /// What is answered beside it.
    let work: ShortExchange.Work

    init(_ http: HTTP1Channel.Value, work: ShortExchange.Work) {
        self.http = http
        self.work = work
    }

    var channel: any Channel { http.channel }

    /// The channel, for whoever serves it and closes it at the end.
    func take() -> HTTP1Channel.Value {
        isTaken.store(true, ordering: .relaxed)
        work.serve()
        return http
    }

    deinit {
        guard !isTaken.load(ordering: .relaxed) else { return }
        let http = http
        Task { try? await http.executeThenClose { _, _ in } }
    }
}
