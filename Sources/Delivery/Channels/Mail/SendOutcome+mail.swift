import Curl

extension SendOutcome {
    /// What it means that a mail was not taken.
    ///
    /// Source: RFC 5321, section 4.2.1: 4yz may work later, 5yz will not; RFC 4954 for those about authentication.
    init(mail failure: TransferFailure) {
        guard failure.cause == .refused, let reply = failure.reply else {
            self.init(failure)
            return
        }
        let (code, text) = ("smtp_\(reply.code)", RemoteText.clean(reply.text))
        switch reply.code {
        // About this installation's access and not about the mail: somebody will correct it.
        case 530, 534, 535, 538: self = .temporary(class: code, text: text)
        // Before a mail was offered: the server as a whole is not to be had.
        case 500... where failure.isBeforeMail: self = .temporary(class: code, text: text)
        case 500...: self = .permanent(class: code, text: text)
        default: self = .temporary(class: code, text: text)
        }
    }
}
