import Curl
import InternetAddresses

extension SendOutcome {
    /// What it means that a mail was not taken.
    ///
    /// Source: RFC 5321, section 4.2.1: 4yz may work later, 5yz will not; RFC 4954 for those about authentication.
    /// - Parameter recipient: whom no record should name.
    init(mail failure: TransferFailure, hiding recipient: EmailAddress? = nil) {
        guard failure.cause == .refused, let reply = failure.reply else {
            self.init(failure)
            return
        }
        let (code, text) = ("smtp_\(reply.code)", RemoteText.clean(reply.text, hiding: recipient))
        switch reply.code {
        // About this installation's access and not about the mail: somebody will correct it.
        case 530, 534, 535, 538: self = .temporary(class: code, text: text)
        // Before it knew the recipient: the server is not to be had, or not with this sender, which is configured. But 552
        // is about the size of the mail.
        case 500... where failure.isBeforeMail && reply.code != 552: self = .temporary(class: code, text: text)
        case 500...: self = .permanent(class: code, text: text)
        default: self = .temporary(class: code, text: text)
        }
    }
}
