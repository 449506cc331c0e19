import Communications

/// Whom samples may be sent to: addresses, whole domains, telephone numbers, endpoints. Nobody unless configured.
public struct TestRecipients: Hashable, Sendable {
    private let entries: Set<String>

    /// - Parameter entries: an entry with an `@` is an address; of others, those that are the domain of an address allow all
    ///   of it, and every entry allows the number or endpoint of that name.
    public init(_ entries: [String]) { self.entries = Set(entries.map { $0.lowercased() }) }

    /// Whether a sample may go there.
    public func allows(_ recipient: String) -> Bool {
        let recipient = recipient.lowercased()
        if entries.contains(recipient) { return true }
        guard let at = recipient.lastIndex(of: "@") else { return false }
        // A subdomain is somebody else's.
        return entries.contains(String(recipient[recipient.index(after: at)...]))
    }
}
