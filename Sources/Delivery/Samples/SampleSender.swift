public import Communications
public import Projection

/// Sends samples over the channels of a node: for the command line and the console alike.
public struct SampleSender: Sendable {
    private let channels: [any DeliveryChannel]
    private let templates: TemplateCatalog
    private let policy: Policy
    private let recipients: TestRecipients

    /// - Parameters:
    ///   - channels: the ways a sample may leave.
    ///   - templates: its texts.
    ///   - policy: the settings of sales channels.
    ///   - recipients: whom samples may go to.
    public init(
        channels: [any DeliveryChannel], templates: TemplateCatalog, policy: Policy, recipients: TestRecipients
    ) {
        self.channels = channels
        self.templates = templates
        self.policy = policy
        self.recipients = recipients
    }

    /// The names of the channels, in their order.
    public var channelNames: [String] { channels.map(\.name) }

    /// The way a sample leaves.
    /// - Throws: ``SampleError`` where there is no such channel, or nothing may go to the recipient.
    @discardableResult public func check(
        _ channel: String, _ recipient: String
    ) throws(SampleError) -> any DeliveryChannel {
        guard let way = channels.first(where: { $0.name == channel }) else {
            throw .unknownChannel(channel, known: channelNames)
        }
        guard recipients.allows(recipient) else { throw .notAllowed }
        return way
    }

    /// Renders a communication as a sample and sends it.
    /// - Parameters:
    ///   - communication: what it shows. Of its recipient nothing is used.
    ///   - channel: the name of the way it leaves.
    ///   - recipient: an address, telephone number or endpoint, as the channel has them.
    /// - Throws: ``SampleError``, before anything is sent; what the renderer throws.
    public func send(
        _ communication: StoredCommunication, over channel: String, to recipient: String
    ) async throws -> SendOutcome {
        let (way, policy) = (try check(channel, recipient), policy)
        return try await SampleSending(
            over: way, renderer: TemplateRenderer(templates) { policy.channel($0) },
            policy: policy.channel(communication.salesChannel), recipients: recipients
        ).send(communication, to: recipient)
    }
}
