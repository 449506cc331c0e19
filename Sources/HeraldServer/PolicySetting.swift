/// A setting of sales channels as configuration has it, to be looked at.
public struct PolicySetting: Hashable, Sendable {
    /// The sales channel that it was given for; nil: the defaults, which all start from.
    public var salesChannel: String?
    /// The setting's name below that.
    public var name: String
    /// As one would write it; secrets are masked.
    public var value: String
    /// Where it came from, such as `default` or a line of a file.
    public var source: String
    /// Whether nobody gave it.
    public var isDefault: Bool
    /// What it means, in a sentence.
    public var meaning: String

    public init(
        salesChannel: String?, name: String, value: String, source: String, isDefault: Bool, meaning: String
    ) {
        self.salesChannel = salesChannel
        self.name = name
        self.value = value
        self.source = source
        self.isDefault = isDefault
        self.meaning = meaning
    }
}
