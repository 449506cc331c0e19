import Communications
public import Projection

/// The texts that herald brings along: plain English, for every kind, from the captured facts alone.
///
/// Whatever is missing is left out; nothing is guessed.
public struct DefaultTexts: ContentRenderer {
    public init() {}

    public func render(_ communication: StoredCommunication) throws -> RenderedContent {
        guard let kind = communication.kind else { throw ActionError.unknownKind(communication.kindName) }
        let text = LetterContext(communication)
        let letter =
            switch kind {
            case .customer(.orderConfirmation): OrderConfirmationText.letter(text)
            case .customer(.shipmentConfirmation): ShipmentConfirmationText.letter(text)
            case .customer(.orderCancellation): OrderCancellationText.letter(text)
            case .customer(.returnAuthorized): ReturnAuthorizedText.letter(text)
            case .customer(.returnReceived): ReturnReceivedText.letter(text)
            case .customer(.refundTriggered): RefundTriggeredText.letter(text)
            case .customerService(.paymentAuthorizationFailed): PaymentAuthorizationFailedText.letter(text)
            case .customerService(.paymentCaptureFailed): PaymentCaptureFailedText.letter(text)
            }
        return letter.rendered
    }
}

/// What every text starts from.
struct LetterContext {
    let communication: StoredCommunication
    let facts: Facts
    let orderID: String
    let shop: String?

    init(_ communication: StoredCommunication) {
        self.communication = communication
        facts = Facts(communication.facts)
        orderID = CleanText.line(communication.orderID)
        shop = facts.text("shop_name")
    }

    /// `Hello Ana Sol,` or, without a name, `Hello,`.
    var greeting: String {
        let name = communication.contact?.name.map(CleanText.line) ?? ""
        return name.isEmpty ? "Hello," : "Hello \(name),"
    }

    /// Ends a letter to a customer.
    func close(_ letter: inout Letter) {
        letter.link("Your order", facts.text("order_link"))
        letter.paragraph(shop.map { "Kind regards, \($0)" } ?? "Kind regards")
    }

    /// `Your order 4711` with the shop's name in front, for subjects.
    func subject(_ text: String) -> String { shop.map { "\($0): \(text)" } ?? text }
}

extension Facts {
    /// A product line: `2 × Rain jacket (SKU RJ-1)`, or what is known of it.
    var product: String {
        let name = text("name") ?? text("sku") ?? int("line_number").map { "Line \($0)" } ?? "Item"
        let sku = text("sku").flatMap { $0 == name ? nil : " (\($0))" } ?? ""
        return "\(max(1, int("quantity") ?? 1)) × \(name)\(sku)"
    }
}
