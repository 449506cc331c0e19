internal import Communications
internal import Delivery

/// The words that parameters may be.
enum Words {
    static let kinds = Kind.all.map(\.name)
    static let statuses = CommunicationStatus.allCases.map(\.rawValue)
    static let audiences = Audience.allCases.map(\.rawValue)
    static let deliveryStatuses = ["pending", "sending", "sent", "failed", "cancelled"]
    /// Why a communication stands where it stands, as far as the decision says so.
    static let reasons = SuppressionReason.allCases.map(\.rawValue) + HoldReason.allCases.map(\.rawValue)
    static let actions = CommunicationAction.allCases.map(\.rawValue)
    static let contentParts = ["html", "text", "text_message", "eml", "json"]
    static let contentTypes = [
        "html": "text/html; charset=utf-8", "text": "text/plain; charset=utf-8",
        "text_message": "text/plain; charset=utf-8", "eml": "message/rfc822", "json": "application/json",
    ]
}
