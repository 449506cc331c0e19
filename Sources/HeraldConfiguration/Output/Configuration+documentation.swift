extension Configuration {
    /// The table of keys in Markdown.
    ///
    /// The settings of named channels are those of `policy.defaults` and are not repeated.
    public static var documentation: String {
        var text = "| key (environment) | type | default | meaning |\n|---|---|---|---|\n"
        for key in ConfigurationKey.all where !key.isChannelSetting {
            let environment = key.isSection ? "" : " (`\(key.environmentName)`)"
            let value = key.defaultValue.text
            let unit = key.unit.map { " " + $0 } ?? ""
            text += "| `\(key.name)`\(environment) | \(key.type) | `\(value)`\(unit) | \(key.sentence) |\n"
        }
        return text
    }
}

extension ConfigurationKey {
    /// Whether the key repeats one of `policy.defaults` for a named channel.
    var isChannelSetting: Bool { name.hasPrefix("policy.channels.NAME.") }

    /// What the key means, and what it takes.
    var sentence: String { "\(documentation) Takes \(allowed)." }
}
