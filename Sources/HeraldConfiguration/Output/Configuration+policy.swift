/// A setting of sales channels with its effective value.
public struct PolicyEntry: Sendable {
    /// The sales channel that it was given for; nil: the defaults, which all start from.
    public let salesChannel: String?
    /// The name below `policy.defaults` or `policy.channels.NAME`.
    public let name: String
    public let entry: ConfigurationEntry
}

extension Configuration {
    /// The settings of sales channels, in the order of the table: all of the defaults, and of named channels what was given.
    public var policyEntries: [PolicyEntry] {
        entries.compactMap { entry in
            if entry.path.starts(with: ["policy", "defaults"]), entry.path.count > 2 {
                return PolicyEntry(salesChannel: nil, name: KeyName.text(Array(entry.path.dropFirst(2))), entry: entry)
            }
            guard entry.path.starts(with: ["policy", "channels"]), entry.path.count > 3 else { return nil }
            return PolicyEntry(
                salesChannel: entry.path[2], name: KeyName.text(Array(entry.path.dropFirst(3))), entry: entry)
        }
    }
}
