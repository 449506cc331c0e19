/// Hands requests and mails to servers through libcurl, and keeps connections for the next ones.
///
/// All transfers of a client share one thread, which exists only while there is work or for a short time after it. Open
/// connections belong to the client: nothing that one client may reach can be reached by another through them.
public final class CurlClient: Sendable {
    private let loop: TransferLoop

    public init(_ options: CurlOptions = CurlOptions()) { loop = TransferLoop(options) }

    /// How many transfers run at the same time.
    public var maximumRunning: Int { loop.options.maximumRunning }

    deinit { loop.stop() }

    /// Posts a request.
    /// - Returns: the answer, whatever its status.
    /// - Throws: when there is none. After cancellation, within moments.
    public func post(_ request: HTTPPost) async throws(TransferFailure) -> HTTPAnswer {
        try await loop.run(.post(request)).get().http
    }

    /// Reads something.
    /// - Returns: the answer, whatever its status, with the whole of its body.
    /// - Throws: when there is none, or its body is longer than ``CurlOptions/maximumAnswer``.
    public func get(_ request: HTTPGet) async throws(TransferFailure) -> HTTPAnswer {
        try await loop.run(.get(request)).get().http
    }

    /// Hands over a mail.
    /// - Returns: what the server said when it took the message.
    /// - Throws: when it did not, or nobody knows. After cancellation, within moments.
    public func send(_ mail: MailSubmission) async throws(TransferFailure) -> MailAnswer {
        let result = await loop.run(.mail(mail))
        // A connection that was kept may have been given up by the server meanwhile: nothing of this mail is lost then.
        guard case .failure(let failure) = result, failure.isStaleConnection else { return try result.get().mail }
        var again = mail
        again.usesNewConnection = true
        return try await loop.run(.mail(again)).get().mail
    }
}
