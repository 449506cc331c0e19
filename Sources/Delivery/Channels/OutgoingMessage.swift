public import Postgres

/// One message to one recipient, ready to leave: everything a channel needs, and nothing it would have to look up.
public struct OutgoingMessage: Sendable {
    /// The communication's id: the same at every attempt, so that the other side can tell a repetition.
    public let id: PostgresUUID
    public let envelope: Envelope
    /// The rendered parts.
    public let content: RenderedContent
    /// The whole e-mail (RFC 5322), as stored.
    public let eml: [UInt8]
    /// The communication as JSON with its rendered parts, as stored.
    public let json: [UInt8]
    /// The day (UTC) on which the delivery was made, `2026-02-19`: the same at every attempt.
    public let day: String

    public init(
        id: PostgresUUID, envelope: Envelope, content: RenderedContent, eml: [UInt8], json: [UInt8], day: String
    ) {
        self.id = id
        self.envelope = envelope
        self.content = content
        self.eml = eml
        self.json = json
        self.day = day
    }
}
