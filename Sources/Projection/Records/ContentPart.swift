/// A rendered part of a communication, as stored.
public enum ContentPart: String, Hashable, Sendable, CaseIterable {
    case subject
    case text
    case html
    /// One line for a telephone.
    case textMessage = "text_message"
    /// The whole e-mail.
    case eml
    /// The communication as JSON with its rendered parts.
    case json
}
