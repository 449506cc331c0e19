/// What is to be transferred.
enum TransferRequest: Sendable {
    case post(HTTPPost)
    case get(HTTPGet)
    case mail(MailSubmission)
}

/// What came of a transfer that the other side answered.
struct TransferAnswer: Sendable {
    /// The status of HTTP, or the last reply code of SMTP.
    let status: Int
    /// By name in lower case.
    let fields: [String: String]
    let body: [UInt8]
    /// The last line of the head: SMTP's reply.
    let lastLine: String

    var http: HTTPAnswer { HTTPAnswer(status: status, fields: fields, body: body) }
    var mail: MailAnswer { MailAnswer(code: status, text: lastLine) }
}
