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

extension DatabaseSettings: CustomStringConvertible {
    public var description: String { "\(url.map(Masking.url) ?? "none"), \(pool)" }
}

extension OMSSettings: CustomStringConvertible {
    public var description: String { "\(secrets.count) secrets" }
}

extension AccessToken: CustomStringConvertible {
    public var description: String { "\(name) (\(role.rawValue))" }
}
