/// A key of the configuration: its names, what it takes, its default and meaning.
public struct ConfigurationKey: Sendable {
    let pattern: KeyPattern
    /// The type's name, such as `integer` or `duration`.
    public let type: String
    /// What is allowed, as the end of a sentence that starts with "give".
    public let allowed: String
    /// What the number counts, where the name does not say it.
    public let unit: String?
    /// The value when no source gives one.
    public let defaultValue: ConfigurationValue
    /// Whether values are hidden in reports and errors.
    public let isSecret: Bool
    /// One sentence for people.
    public let documentation: String
    /// Reads a value into the settings; `names` fill the free segments. Returns the value as reports show it.
    let assign: @Sendable (inout Settings, RawValue, _ names: [String]) throws(Mismatch) -> ConfigurationValue

    /// The name in files and on the command line. Segments in capitals are the user's: `policy.channels.NAME.locale`.
    public var name: String { pattern.name }

    /// The environment variable.
    public var environmentName: String { pattern.environmentName() }

    /// Whether the key stands for a section, which only the file can name.
    var isSection: Bool { defaultValue == .section }
}

extension ConfigurationKey {
    /// A key of the service.
    init<Value>(
        _ name: String, _ codec: Codec<Value>, _ path: any WritableKeyPath<Settings, Value> & Sendable,
        unit: String? = nil, isSecret: Bool = false, _ documentation: String
    ) {
        self.init(
            pattern: KeyPattern(name), type: codec.type, allowed: codec.allowed, unit: unit,
            defaultValue: codec.show(Settings()[keyPath: path]), isSecret: isSecret, documentation: documentation
        ) { settings, raw, _ throws(Mismatch) in
            let value = try codec.read(raw)
            settings[keyPath: path] = value
            return codec.show(value)
        }
    }
}
