import Communications
import Delivery
import OMSMessages
import OrderModel
import Projection

/// A communication of a kind, variant and locale, made by the rules from messages as the OMS would send them.
struct SampleLetter {
    let kind: Kind
    let variant: Variant
    let locale: String

    static let locales = ["en_US", "de_DE", "fr_FR", "es_ES"]

    var name: String { "\(kind.name).\(locale.prefix(2)).\(variant.rawValue)" }

    func stored() throws -> StoredCommunication {
        var story = Story(Shop.Order(id: SampleOrder(variant: variant, language: locale).id), policy: .letterhead)
        for message in messages { try story.tell(message) }
        guard var stored = story.communications.last(where: { $0.kind == kind })?.stored else {
            throw Story.NoSuchCommunication(kind: kind)
        }
        if variant == .bare {
            stored.facts = Array("{}".utf8)
            stored.refundType = nil
            (stored.recipient.name, stored.recipient.email, stored.recipient.phone) = (nil, nil, nil)
        }
        return stored
    }

    func rendered(_ catalog: TemplateCatalog) throws -> RenderedContent {
        try TemplateRenderer(catalog) { _ in .letterhead }.render(try stored())
    }

    private var messages: [String] {
        let order = SampleOrder(variant: variant, language: locale)
        switch kind {
        case .customer(.orderConfirmation): return [order.snapshot()]
        case .customer(.shipmentConfirmation):
            // The last of a split order tells that it is the last.
            let first = order.shipment(id: "S-0", lines: [1], packages: 1)
            return [order.snapshot()] + (variant == .split ? [first] : [])
                + [order.shipment(id: "S-1", lines: order.shippedLines, packages: variant == .split ? 2 : 1)]
        case .customerService(let kind):
            let reason = kind == .paymentCaptureFailed ? "CAPTUREFAILURE" : "VALIDATE_AUTH_FAIL"
            return [order.snapshot(), order.snapshot(status: "ERROR", reason: reason, minute: 150)]
        case .customer(.orderCancellation):
            return [order.snapshot(), order.snapshot(status: "LOGISTICCOMPLETE", reason: "CANCELLED", minute: 5)]
        case .customer(.returnAuthorized): return [order.snapshot(), order.returned(isReceived: false)]
        case .customer(.returnReceived):
            return [order.snapshot(), order.returned(isReceived: false), order.returned(isReceived: true)]
        case .customer(.refundTriggered): return [order.snapshot(), order.refund()]
        }
    }
}

extension ChannelPolicy {
    /// A shop that has told everything about itself.
    static var letterhead: ChannelPolicy {
        var policy = ChannelPolicy.service
        policy.refundDays = ["CREDITCARD": 7]
        policy.refundDaysDefault = 1
        policy.shop.address = ["North Quay GmbH", "Lotsenweg 1", "28217 Bremen"]
        policy.shop.website = "https://northquay.example"
        policy.shop.contactEmail = "help@northquay.example"
        policy.shop.contactPhone = "+49 421 5550100"
        policy.shop.returnAddress = ["North Quay Returns", "Hafenstraße 9", "26721 Emden"]
        return policy
    }
}
