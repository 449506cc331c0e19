/// What a token allows.
public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Appends messages, and calls what the OMS calls.
    case ingest
    /// Reads.
    case viewer
    /// Reads, and acts on communications.
    case agent
    /// Everything.
    case `operator`

    /// Whether a bearer of this role may do what needs another.
    public func allows(_ needed: Role) -> Bool {
        switch self {
        case .operator: true
        case .agent: needed == .agent || needed == .viewer
        case .viewer, .ingest: needed == self
        }
    }
}
