/// Communications by what is asked of them; the filters live in the URL.
public struct CommunicationsPage: ConsolePage {
    public static let template = "communications"
    public var title: String { "Communications" }
    public var section: String? { "/communications" }
    public var isLive: Bool { true }

    public var kinds: [Choice]
    public var statuses: [Choice]
    public var audiences: [Choice]
    public var reasons: [Choice]
    public var salesChannel: String
    public var order: String
    public var since: String
    public var until: String
    /// Whether anything is asked.
    public var isFiltered: Bool
    /// Nil if there are none.
    public var table: CommunicationTable?

    public init(
        kinds: [Choice], statuses: [Choice], audiences: [Choice], reasons: [Choice], salesChannel: String = "",
        order: String = "", since: String = "", until: String = "", isFiltered: Bool = false,
        table: CommunicationTable? = nil
    ) {
        self.kinds = kinds
        self.statuses = statuses
        self.audiences = audiences
        self.reasons = reasons
        self.salesChannel = salesChannel
        self.order = order
        self.since = since
        self.until = until
        self.isFiltered = isFiltered
        self.table = table
    }
}
