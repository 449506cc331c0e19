// Settings may end up in logs and crash reports: what has a secret says for itself how it is shown.

extension DatabaseSettings: CustomReflectable {
    public var customMirror: Mirror {
        Mirror(self, children: ["url": url.map(Masking.url) ?? "none", "pool": pool], displayStyle: .struct)
    }
}

extension OMSSettings: CustomReflectable {
    public var customMirror: Mirror {
        Mirror(self, children: ["secrets": secrets.map { _ in Masking.mask }], displayStyle: .struct)
    }
}

extension AccessToken: CustomReflectable {
    public var customMirror: Mirror {
        Mirror(self, children: ["hash": Masking.mask, "role": role, "name": name], displayStyle: .struct)
    }
}

extension SMTPSettings: CustomReflectable {
    public var customMirror: Mirror {
        Mirror(
            self,
            children: ["host": host ?? "none", "port": port, "security": security, "connections": connections],
            displayStyle: .struct)
    }
}

extension WebhookSettings.Endpoint: CustomReflectable {
    public var customMirror: Mirror {
        // The URL of an endpoint may be a secret, too.
        Mirror(
            self, children: ["secrets": secrets.map { _ in Masking.mask }, "salesChannels": salesChannels],
            displayStyle: .struct)
    }
}

extension TextMessageSettings: CustomReflectable {
    public var customMirror: Mirror {
        Mirror(self, children: ["url": url, "account": account ?? "none"], displayStyle: .struct)
    }
}

extension ChatSettings.Endpoint: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: ["salesChannels": salesChannels], displayStyle: .struct) }
}

extension TextMessageSettings: CustomStringConvertible {
    public var description: String { "\(url), \(account ?? "none")" }
}

extension ChatSettings.Endpoint: CustomStringConvertible {
    public var description: String { Masking.mask }
}

extension SMTPSettings: CustomStringConvertible {
    public var description: String { "\(host ?? "none"):\(port), \(security)" }
}

extension WebhookSettings.Endpoint: CustomStringConvertible {
    public var description: String { "\(secrets.count) secrets" }
}

extension DatabaseSettings: CustomStringConvertible {
    public var description: String { "\(url.map(Masking.url) ?? "none"), \(pool)" }
}

extension OMSSettings: CustomStringConvertible {
    public var description: String { "\(secrets.count) secrets" }
}

extension AccessToken: CustomStringConvertible {
    public var description: String { "\(name) (\(role.rawValue))" }
}
