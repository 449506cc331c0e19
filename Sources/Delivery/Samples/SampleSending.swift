public import Communications
import OMSMessages
public import Projection

/// Sends a communication as a sample over a real channel, marked as a test. Nothing is recorded: it is about nobody.
public struct SampleSending: Sendable {
    private let channel: any DeliveryChannel
    private let policy: ChannelPolicy
    private let recipients: TestRecipients
    private let rendering: MessageRendering

    /// - Parameters:
    ///   - channel: the way it leaves.
    ///   - renderer: makes the texts.
    ///   - policy: the settings of the communication's sales channel.
    ///   - recipients: whom it may go to.
    public init(
        over channel: any DeliveryChannel, renderer: any ContentRenderer, policy: ChannelPolicy,
        recipients: TestRecipients
    ) {
        self.channel = channel
        self.policy = policy
        self.recipients = recipients
        rendering = MessageRendering(
            channels: [channel.name: channel], renderer: renderer, policy: { _ in policy }, messageIDHost: nil)
    }

    /// Renders and sends.
    /// - Parameters:
    ///   - communication: what it shows. Of its recipient nothing is used.
    ///   - recipient: an address, telephone number or endpoint, as the channel has them.
    /// - Throws: ``SampleError``, before anything is sent; what the renderer throws.
    public func send(_ communication: StoredCommunication, to recipient: String) async throws -> SendOutcome {
        await channel.send(try message(communication, to: recipient))
    }

    /// The message that would be sent.
    /// - Throws: ``SampleError``; what the renderer throws.
    public func message(_ communication: StoredCommunication, to recipient: String) throws -> OutgoingMessage {
        guard recipients.allows(recipient) else { throw SampleError.notAllowed }
        guard let kind = communication.kind else { throw SampleError.unaddressable(.unknownKind) }
        let now = Timestamp.now
        let addressing: Addressing =
            switch kind {
            case .customer(let kind):
                .customer(
                    kind,
                    CustomerContact(
                        email: recipient, phone: recipient, name: communication.recipient.name, source: .anyAddress))
            // The sample goes to a desk that exists for the sample alone.
            case .customerService(let kind): .customerService(kind, [CustomerServiceDesk(address: recipient)])
            }
        let sender = Envelope.Sender(name: policy.shop.name, address: policy.shop.fromAddress)
        let envelope: Envelope
        do throws(EnvelopeError) {
            envelope = try Envelope(addressing, to: recipient, over: channel.reach, from: sender)
        } catch {
            throw SampleError.unaddressable(error)
        }
        let delivery = ClaimedDelivery(
            sample: communication, channel: channel.name, recipient: recipient, createdAt: now)
        var entry = ClaimedCommunication(
            communication: communication, deliveries: [delivery], recipients: [(channel.name, recipient)], content: [:],
            failure: nil)
        entry.content = try rendering.render(entry, to: envelope, at: now, isTest: true)
        return rendering.message(entry, delivery, envelope)
    }
}

/// Why no sample was sent.
public enum SampleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whether there is no such channel.
    public var isOfChannel: Bool { if case .unknownChannel = self { true } else { false } }

    case notAllowed
    case unaddressable(EnvelopeError)
    case unknownChannel(String, known: [String])

    public var description: String {
        switch self {
        case .notAllowed:
            "samples go only to recipients of delivery.test_recipients, and this one is not among them; add its address or domain there"
        case .unaddressable(let error): error.description
        case .unknownChannel(let channel, let known):
            "'\(channel)' is no delivery channel that is set up; those are \(known.joined(separator: ", "))"
        }
    }
}
