import Communications
import Delivery
import Postgres
import Synchronization

/// A channel that notes what it is given and answers as told.
final class TestChannel: DeliveryChannel {
    let name: String
    let reach: ChannelReach
    let maximumSends: Int?
    private let answers: Mutex<[SendOutcome]>
    private let log = Mutex<[OutgoingMessage]>([])
    private let onSend: @Sendable (OutgoingMessage) async -> Void

    /// - Parameters:
    ///   - answers: given one after the other; then everything is sent.
    ///   - maximumSends: how many sends it takes at a time.
    ///   - onSend: runs during every try, after the message was noted.
    init(
        name: String = "mailbox", reach: ChannelReach = .email, answers: [SendOutcome] = [], maximumSends: Int? = nil,
        onSend: @escaping @Sendable (OutgoingMessage) async -> Void = { _ in }
    ) {
        self.name = name
        self.reach = reach
        self.maximumSends = maximumSends
        self.answers = Mutex(answers)
        self.onSend = onSend
    }

    /// What was handed over, in order.
    var messages: [OutgoingMessage] { log.withLock { $0 } }

    func send(_ message: OutgoingMessage) async -> SendOutcome {
        log.withLock { $0.append(message) }
        await onSend(message)
        return answers.withLock { $0.isEmpty ? .sent(response: "ok") : $0.removeFirst() }
    }
}
