/// Puts messages into files, one folder a day: what a shop without a mail server reads, and what tests look at.
///
/// `<data>/mailbox/2026-02-19/<communication id>.eml` and `.json`. Repeating a message writes the same files again, so
/// that a crash between sending and recording doubles nothing; a communication with several recipients is one file, since
/// its e-mail names them all.
public struct MailboxChannel: DeliveryChannel {
    public let name: String
    /// The folder that holds the days.
    public let folder: String

    /// - Parameters:
    ///   - dataDirectory: herald's data folder; the mailbox is the folder `mailbox` in it.
    ///   - name: what policies call it.
    public init(dataDirectory: String, name: String = "mailbox") {
        self.init(folder: dataDirectory + "/mailbox", name: name)
    }

    /// - Parameters:
    ///   - folder: the folder that holds the days.
    ///   - name: what policies call it.
    public init(folder: String, name: String = "mailbox") {
        self.name = name
        self.folder = folder
    }

    @concurrent public func send(_ message: OutgoingMessage) async -> SendOutcome {
        // The names come from the id and the date alone, never from the text of an order.
        let day = folder + "/" + message.day
        do throws(AtomicFile.Failure) {
            try AtomicFile.createFolder(day)
            let file = "\(day)/\(message.id)"
            try AtomicFile.write(message.json, to: file + ".json")
            // The e-mail comes last: who sees it finds the other one beside it.
            try AtomicFile.write(message.eml, to: file + ".eml")
            try AtomicFile.sync(folder: day)
            return .sent(response: "mailbox/\(message.day)/\(message.id).eml")
        } catch {
            return error.isTemporary
                ? .temporary(class: "file", text: error.text) : .permanent(class: "file", text: error.text)
        }
    }
}
