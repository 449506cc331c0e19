import Communications

/// A setting of a sales channel: it becomes one key for the defaults and one for each named channel.
struct PolicyKey: Sendable {
    /// The name below `policy.defaults` and `policy.channels.NAME`.
    let name: String
    let type: String
    let allowed: String
    let unit: String?
    let defaultValue: ConfigurationValue
    let documentation: String
    private let assign:
        @Sendable (inout ChannelPolicy, RawValue, _ name: String?) throws(Mismatch) -> ConfigurationValue

    /// A setting with one value.
    init<Value>(
        _ name: String, _ codec: Codec<Value>, _ path: any WritableKeyPath<ChannelPolicy, Value> & Sendable,
        unit: String? = nil, _ documentation: String
    ) {
        self.name = name
        self.type = codec.type
        self.allowed = codec.allowed
        self.unit = unit
        self.defaultValue = codec.show(ChannelPolicy()[keyPath: path])
        self.documentation = documentation
        self.assign = { policy, raw, _ throws(Mismatch) in
            let value = try codec.read(raw)
            policy[keyPath: path] = value
            return codec.show(value)
        }
    }

    /// A setting with a value for each name, which is the last segment of the key.
    init<Value>(
        _ name: String, each codec: Codec<Value>,
        _ path: any WritableKeyPath<ChannelPolicy, [String: Value]> & Sendable,
        unit: String? = nil, _ documentation: String
    ) {
        let codec = Codec<Value?>.optional(codec)
        self.name = name
        self.type = codec.type
        self.allowed = codec.allowed
        self.unit = unit
        self.defaultValue = .none
        self.documentation = documentation
        self.assign = { policy, raw, name throws(Mismatch) in
            let value = try codec.read(raw)
            if let name { policy[keyPath: path][name] = value }
            return codec.show(value)
        }
    }

    /// The key of the settings that every channel starts from.
    var ofDefaults: ConfigurationKey {
        key("policy.defaults." + name) { settings, raw, names throws(Mismatch) in
            try assign(&settings.policy.others, raw, names.first)
        }
    }

    /// The key of the settings of a named channel. It is read after the defaults, which the channel starts from.
    var ofChannel: ConfigurationKey {
        key("policy.channels.NAME." + name) { settings, raw, names throws(Mismatch) in
            var policy = settings.policy.channel(names[0])
            let value = try assign(&policy, raw, names.dropFirst().first)
            settings.policy.channels[names[0]] = policy
            return value
        }
    }

    private func key(
        _ name: String,
        assign: @escaping @Sendable (inout Settings, RawValue, [String]) throws(Mismatch) -> ConfigurationValue
    ) -> ConfigurationKey {
        ConfigurationKey(
            pattern: KeyPattern(name), type: type, allowed: allowed, unit: unit, defaultValue: defaultValue,
            isSecret: false, documentation: documentation, assign: assign)
    }
}
