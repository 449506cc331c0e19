import CCurl

extension Transfer {
    func set(_ post: HTTPPost, _ settings: Settings) {
        settings.set(CURLOPT_PROTOCOLS_STR, post.allowsPlainText ? "https,http" : "https")
        settings.set(CURLOPT_URL, post.url)
        settings.set(CURLOPT_POST, 1)
        settings.setBody(post.body)
        settings.set(CURLOPT_FOLLOWLOCATION, 0)
        // What "written" means is simple with one request after the other on a connection.
        settings.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        if let credentials = post.credentials {
            settings.set(CURLOPT_HTTPAUTH, 1)  // Basic
            settings.set(CURLOPT_USERNAME, credentials.user)
            settings.set(CURLOPT_PASSWORD, credentials.password)
        }
        if post.usesOwnConnection {
            settings.set(CURLOPT_FRESH_CONNECT, 1)
            settings.set(CURLOPT_FORBID_REUSE, 1)
        }
        // No waiting for "100 Continue", which some servers never send.
        let headers = post.headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
        if let list = unsafe settings.set(CURLOPT_HTTPHEADER, list: headers) { unsafe lists.append(list) }
    }
}

extension Transfer {
    func set(_ get: HTTPGet, _ settings: Settings) {
        settings.set(CURLOPT_PROTOCOLS_STR, "https")
        settings.set(CURLOPT_URL, get.url)
        settings.set(CURLOPT_HTTPGET, 1)
        settings.set(CURLOPT_FOLLOWLOCATION, 0)
        settings.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        let headers = get.headers.map { "\($0.name): \($0.value)" }
        if let list = unsafe settings.set(CURLOPT_HTTPHEADER, list: headers) { unsafe lists.append(list) }
    }
}

extension TransferRequest {
    /// Whether nothing in it can end a line, header or command before its time.
    var isWritable: Bool {
        switch self {
        case .post(let post):
            post.url.isOneLine && !post.headers.contains { !$0.name.isOneLine || !$0.value.isOneLine }
                && post.credentials?.isOneLine ?? true
        case .get(let get):
            get.url.isOneLine && get.headers.allSatisfy { $0.name.isOneLine && $0.value.isOneLine }
        case .mail(let mail):
            mail.sender.isAddress && mail.recipient.isAddress && mail.server.url.isOneLine
                && mail.server.credentials?.isOneLine ?? true
        }
    }
}

extension Credentials {
    fileprivate var isOneLine: Bool { user.isOneLine && password.isOneLine }
}

extension String {
    /// Whether it has no control character.
    fileprivate var isOneLine: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }

    /// Whether it cannot end the brackets around an address in a command of SMTP.
    fileprivate var isAddress: Bool {
        utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E } && !isEmpty
    }
}
