public import Communications
import OMSMessages
public import Projection

/// Renders communications with the templates of a catalogue.
public struct TemplateRenderer: ContentRenderer {
    private let catalog: TemplateCatalog
    private let policy: @Sendable (String) -> ChannelPolicy

    /// - Parameters:
    ///   - catalog: the templates.
    ///   - policy: the settings of a sales channel: its name, addresses and links stand in the letterhead.
    public init(_ catalog: TemplateCatalog, policy: @escaping @Sendable (String) -> ChannelPolicy) {
        self.catalog = catalog
        self.policy = policy
    }

    /// Renders a communication in its locale, or in English where nobody has written that language.
    /// - Throws: ``ActionError/unknownKind(_:)`` for a kind that a newer program recorded.
    public func render(_ communication: StoredCommunication, withHTML: Bool) throws -> RenderedContent {
        guard let kind = communication.kind else { throw ActionError.unknownKind(communication.kindName) }
        let locale = catalog.writtenLocale(kind, communication.locale)
        let view = TemplateView(
            communication, kind, shop: policy(communication.salesChannel).shop, style: LocaleStyle(locale))
        let set = catalog.set(kind, locale)
        let subject = CleanText.line(set.render(.subject, view.object))
        return RenderedContent(
            subject: subject, text: text(set, view),
            html: withHTML ? html(set, view, locale, subject: subject) : "",
            textMessage: CleanText.line(set.render(.textMessage, view.object)))
    }

    private func text(_ set: TemplateSet, _ view: TemplateView) -> String {
        var object = view.object
        object.members["content"] = .text(set.render(.text, object))
        object.members["structured_data"] = .absent
        return TextLayout.arranged(set.renderLayout(.text, object))
    }

    private func html(
        _ set: TemplateSet, _ view: TemplateView, _ locale: LocaleName, subject: String
    ) -> String {
        var object = view.object
        object.members["language"] = .text(locale.tag)
        let isRightToLeft = locale.isRightToLeft
        object.members["direction"] = .text(isRightToLeft ? "rtl" : "ltr")
        object.members["start"] = .text(isRightToLeft ? "right" : "left")
        object.members["end"] = .text(isRightToLeft ? "left" : "right")
        object.members["subject"] = .text(subject)
        object.members["content"] = .text(set.render(.html, object))
        object.members["structured_data"] = .optional(StructuredData.json(of: view))
        return set.renderLayout(.html, object)
    }
}
