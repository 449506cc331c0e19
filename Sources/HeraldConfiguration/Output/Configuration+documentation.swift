extension Configuration {
    /// The table of keys in Markdown, and below it how values are written.
    ///
    /// The settings of named channels are those of `policy.defaults` and are not repeated.
    public static var documentation: String {
        var text = "| key (environment) | takes | default | meaning |\n|---|---|---|---|\n"
        for key in ConfigurationKey.all where !key.isChannelSetting {
            let environment = key.isSection ? "" : " (`\(key.environmentName)`)"
            let value = key.defaultValue.text
            let unit = key.unit.map { " " + $0 } ?? ""
            text += "| `\(key.name)`\(environment) | \(key.allowed) | `\(value)`\(unit) | \(key.documentation) |\n"
        }
        return text + "\n" + syntax.map { $0 + "\n" }.joined()
    }

    /// How values and names are written, wherever they come from; one sentence or two each.
    static let syntax = [
        "A command-line option is stronger than the environment, the environment than the file, the file than the default.",
        "Lists are YAML lists in the file; options and the environment separate items with commas, or take YAML in brackets.",
        "`none` takes an optional value away. An empty environment variable counts as not set.",
        "Capitals in a name stand for what you choose. Every setting of `policy.defaults` can be given for a sales channel,",
        "as `policy.channels.NAME.…` (`HERALD_POLICY_CHANNELS_NAME_…`); what is not given there is that of the defaults.",
    ]
}

extension ConfigurationKey {
    /// Whether the key repeats one of `policy.defaults` for a named channel.
    var isChannelSetting: Bool { name.hasPrefix("policy.channels.NAME.") }
}
