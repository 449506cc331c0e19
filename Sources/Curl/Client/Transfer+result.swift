import CCurl
import Synchronization

extension Transfer {
    /// What came of it, when libcurl is done with it or it was taken away from libcurl.
    func result(_ code: CURLcode) -> Result<TransferAnswer, TransferFailure> {
        let status = number(CURLINFO_RESPONSE_CODE)
        let answer = TransferAnswer(status: status, fields: head.fields, body: body, lastLine: head.lastLine)
        switch request {
        case .post(let post):
            // The head of the final answer says it all, whatever became of the body behind it.
            if code == CURLE_OK || (head.isComplete && status >= 200) { return .success(answer) }
            let written = size(CURLINFO_SIZE_UPLOAD_T)
            let sent: TransferFailure.Sent =
                number(CURLINFO_REQUEST_SIZE) == 0 ? .nothing : written < post.body.count ? .part : .everything
            return .failure(failure(cause(code), sent, reply: nil))
        case .get:
            // Of what was asked for, a part is nothing.
            return code == CURLE_OK ? .success(answer) : .failure(failure(cause(code), .nothing, reply: nil))
        case .mail:
            // Taken is taken, also in the moment in which it was cancelled.
            if code == CURLE_OK || (isRead && (200..<300).contains(status)) { return .success(answer) }
            let sent: TransferFailure.Sent = isRead ? .everything : offset > 0 ? .part : .nothing
            let reply = status > 0 ? answer.mail : nil
            let isRefusal = status >= 400 && code.isAboutReply
            var failure = failure(isRefusal ? .refused : cause(code), sent, reply: reply)
            failure.isBeforeMail = isRefusal && !hasNamedRecipient
            return .failure(failure)
        }
    }

    private func failure(
        _ cause: TransferFailure.Cause, _ sent: TransferFailure.Sent, reply: MailAnswer?
    ) -> TransferFailure {
        var failure = TransferFailure(cause, sent: sent, reply: reply)
        failure.usedKeptConnection = number(CURLINFO_NUM_CONNECTS) == 0 && number(CURLINFO_PRIMARY_PORT) != 0
        return failure
    }

    private func cause(_ code: CURLcode) -> TransferFailure.Cause {
        switch code {
        case CURLE_ABORTED_BY_CALLBACK where isCancelled.load(ordering: .relaxed): .cancelled
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameResolution
        case CURLE_COULDNT_CONNECT: hasRefusedAddress ? .addressRefused : .connection
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            .tls
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: .authentication
        // After something was sent it is about the answer: one without HTTP's first line.
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            number(CURLINFO_REQUEST_SIZE) == 0 ? .invalid : .connectionLost
        case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT: .system
        default: .connectionLost
        }
    }

    private func number(_ info: CURLINFO) -> Int {
        guard let handle = unsafe handle else { return 0 }
        var value = 0
        return unsafe ccurl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    private func size(_ info: CURLINFO) -> Int {
        guard let handle = unsafe handle else { return 0 }
        var value: curl_off_t = 0
        return unsafe ccurl_get_size(handle, info, &value) == CURLE_OK ? Int(value) : 0
    }
}

extension CURLcode {
    /// Whether libcurl says so of a reply of SMTP that it did not want, rather than of the connection.
    fileprivate var isAboutReply: Bool {
        // A refused MAIL, RCPT or DATA is a "send error", a refused message a "weird server reply".
        [CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED].contains(self)
    }
}
