import CCurl
import Synchronization

extension Transfer {
    func set(_ mail: MailSubmission, _ settings: Settings) {
        let server = mail.server
        settings.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        settings.set(CURLOPT_URL, server.url)
        let protection =
            switch server.security {
            case .starttls, .tls: CURLUSESSL_ALL
            case .starttlsOptional: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        settings.set(CURLOPT_USE_SSL, Int(protection.rawValue))
        if let credentials = server.credentials {
            settings.set(CURLOPT_USERNAME, credentials.user)
            settings.set(CURLOPT_PASSWORD, credentials.password)
        }
        settings.set(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        if let list = unsafe settings.set(CURLOPT_MAIL_RCPT, list: ["<\(mail.recipient)>"]) {
            unsafe lists.append(list)
        }
        settings.set(CURLOPT_UPLOAD, 1)
        // How long each reply may take; it limits the farewell when a connection is closed, too.
        settings.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, options.timeout.milliseconds / 1_000))
        settings.set(CURLOPT_INFILESIZE_LARGE, size: mail.message.count)
        settings.set(CURLOPT_VERBOSE, 1)
        unsafe settings.setDebugFunction { _, type, bytes, count, context in
            let text = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
            if type == CURLINFO_HEADER_OUT, unsafe text.starts(with: "RCPT ".utf8) {
                unsafe Transfer.at(context).hasNamedRecipient = true
            }
            return 0
        }
        if mail.usesNewConnection { settings.set(CURLOPT_FRESH_CONNECT, 1) }
    }

    /// Gives libcurl the next bytes of the message. It asks for the first ones when the server said that it wants them
    /// (354), and once more at the end; only then does it write the line that makes a message of them.
    func fill(_ space: UnsafeMutableRawBufferPointer) -> Int {
        guard case .mail(let mail) = request else { return 0 }
        // "No more" would make a message of what was written.
        guard !isCancelled.load(ordering: .relaxed) else { return Int(CURL_READFUNC_ABORT) }
        let rest = mail.message[offset...].prefix(space.count)
        unsafe space.copyBytes(from: rest)
        offset += rest.count
        if rest.isEmpty || offset == mail.message.count { isRead = true }
        return rest.count
    }
}
