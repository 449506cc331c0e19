public import Projection

/// Turns a communication into words.
public protocol ContentRenderer: Sendable {
    /// Renders a communication from its captured facts and the letterhead of its sales channel, so that the same
    /// communication gives the same words.
    /// - Parameter withHTML: whether the HTML is wanted: it costs more than all the rest.
    /// - Throws: when the text cannot be made; the delivery is tried again later, as with any other passing failure.
    func render(_ communication: StoredCommunication, withHTML: Bool) throws -> RenderedContent
}

extension ContentRenderer {
    /// Renders all of a communication.
    public func render(_ communication: StoredCommunication) throws -> RenderedContent {
        try render(communication, withHTML: true)
    }
}

/// The rendered parts of a communication.
public struct RenderedContent: Hashable, Sendable {
    /// One line.
    public var subject: String
    /// Plain text, lines of at most 78 characters (longer words stay whole).
    public var text: String
    /// A whole HTML document; empty where it was not asked for.
    public var html: String
    /// One line, for telephones: the gist, with a link where there is one.
    public var textMessage: String

    public init(subject: String, text: String, html: String, textMessage: String = "") {
        self.subject = subject
        self.text = text
        self.html = html
        self.textMessage = textMessage
    }
}
