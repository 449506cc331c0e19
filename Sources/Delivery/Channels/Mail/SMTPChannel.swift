public import Curl
import InternetAddresses

/// Hands mails to a mail server (RFC 5321, RFC 6409): one transaction for each recipient, many over one connection.
///
/// A repetition has the same `Message-ID`, by which mail systems recognise it.
public struct SMTPChannel: DeliveryChannel {
    public let name: String
    public var maximumSends: Int? { client.maximumRunning }
    private let options: SMTPOptions
    private let client: MailClient

    /// - Parameters:
    ///   - options: see there.
    ///   - client: has the connections.
    ///   - name: what policies call the channel.
    public init(_ options: SMTPOptions, client: MailClient, name: String = "smtp") {
        self.options = options
        self.client = client
        self.name = name
    }

    public func send(_ message: OutgoingMessage) async -> SendOutcome {
        // Both are checked here whatever was checked before: they become commands.
        guard let recipient = EmailAddress(message.envelope.recipient.address) else {
            return .permanent(class: "recipient", text: "the recipient is no e-mail address")
        }
        guard let sender = options.bounceAddress ?? EmailAddress(message.envelope.sender.address) else {
            return .permanent(class: "sender", text: "the sender of this sales channel is no e-mail address")
        }
        guard !message.eml.isEmpty else {
            return .permanent(class: "content", text: "the stored mail is empty")
        }
        let mail = MailSubmission(
            server: options.server, sender: "\(sender)", recipient: "\(recipient)", message: message.eml)
        do throws(TransferFailure) {
            let answer = try await client.send(mail)
            return .sent(response: RemoteText.clean(answer.text, hiding: recipient))
        } catch {
            return SendOutcome(mail: error, hiding: recipient)
        }
    }
}
