/// What a ``Doctor`` found.
public struct DoctorReport: Sendable {
    /// Messages looked at.
    public var messages = 0
    /// By shard, then position; see ``Doctor/maximumFindings``.
    public var findings: [LogFinding] = []
    /// How many there were altogether.
    public var found = 0

    /// Whether the log is what it should be.
    public var isHealthy: Bool { found == 0 }

    public init() {}
}
