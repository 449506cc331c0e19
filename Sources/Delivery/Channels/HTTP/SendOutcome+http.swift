import Curl

extension SendOutcome {
    /// What an HTTP answer says about something handed over.
    ///
    /// Only what is said of this very message is lasting. A wrong path, password or right to write is about the
    /// installation or the receiver: somebody will correct it.
    ///
    /// Source: Standard Webhooks 1.0.0, "Operational considerations"; RFC 9110, section 15.
    /// - Parameters:
    ///   - now: in seconds since 1970-01-01 00:00:00 UTC.
    ///   - retryLimit: how long the server may put it off at most.
    ///   - note: what it said besides, for people, without personal data.
    init(_ answer: HTTPAnswer, now: Int64, retryLimit: Duration, note: String? = nil) {
        let status = answer.status
        let text = "HTTP \(status)" + (note.map { ": \($0)" } ?? "")
        switch status {
        case 200..<300: self = .sent(response: text)
        // Whoever is configured says that it is somewhere else now: nothing goes there before somebody has looked.
        case 300..<400: self = .temporary(class: "http_redirect", text: text + ", and redirects are not followed")
        case 400, 410, 413, 422: self = .permanent(class: "http_\(status)", text: text)
        default:
            let wait = answer.header("Retry-After").flatMap(RetryAfter.init)?.wait(from: now, atMost: retryLimit)
            self = .temporary(class: "http_\(status)", text: text, retryAfter: wait)
        }
    }

    /// What it means that an endpoint answers 410: it wants nothing more, and is off until somebody resumes it.
    ///
    /// Source: Standard Webhooks 1.0.0, "Operational considerations".
    static func isGone(_ channel: String, _ endpoint: String) -> SendOutcome {
        .permanent(
            class: goneClass,
            text: "the endpoint said that it is gone (HTTP 410); correct it, then run "
                + "'herald channels resume \(channel) --endpoint \(endpoint)' and retry")
    }

    /// What it means that a transfer brought no answer.
    init(_ failure: TransferFailure) {
        let code = failure.cause.rawValue
        if failure.isAmbiguous {
            self = .ambiguous(class: code, text: failure.cause.text + "; by then everything had been sent")
        } else if failure.cause == .invalid {
            self = .permanent(class: code, text: failure.cause.text)
        } else {
            self = .temporary(class: code, text: failure.cause.text)
        }
    }
}

extension TransferFailure.Cause {
    /// For people; names no address.
    var text: String {
        switch self {
        case .overloaded: "too much waits for this channel already"
        case .cancelled: "the time allowed ran out, or the worker was stopped"
        case .invalid: "it has a character or a URL that cannot be sent"
        case .nameResolution: "the server's name could not be resolved"
        case .addressRefused: "the server's address is a private or reserved one, and not allowed by configuration"
        case .connection: "no connection to the server"
        case .tls: "no TLS with the server, or its certificate is not trusted"
        case .authentication: "the server refused the configured user or password"
        case .timeout: "the server did not answer in time"
        case .connectionLost: "the connection ended early, or the answer made no sense"
        case .refused: "the server refused"
        case .system: "libcurl could not work, such as for lack of memory"
        }
    }
}
