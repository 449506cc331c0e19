/// How an import runs.
public struct ImportOptions: Sendable {
    /// Whether the messages are decided upon as if they came from the bus; normally they are history and nobody is
    /// notified.
    public var isLive: Bool
    /// Begins at the beginning, whatever earlier imports of the same file have done. Costs time only: what is stored
    /// already is recognised.
    public var ignoresEarlierProgress: Bool
    /// Longer lines are rejected.
    public var maximumLineBytes: Int
    /// Blocks (of up to 1000 lines or about 1 MiB) that are read, parsed or appended at the same time.
    public var blocksInFlight: Int
    /// After how many blocks the progress is written down.
    public var blocksPerCheckpoint: Int
    /// Rejected lines that the report lists; all are counted.
    public var reportedRejections: Int

    public init(
        isLive: Bool = false, ignoresEarlierProgress: Bool = false, maximumLineBytes: Int = 8 << 20,
        blocksInFlight: Int = 4, blocksPerCheckpoint: Int = 16, reportedRejections: Int = 1000
    ) {
        self.isLive = isLive
        self.ignoresEarlierProgress = ignoresEarlierProgress
        self.maximumLineBytes = max(1, maximumLineBytes)
        self.blocksInFlight = max(1, blocksInFlight)
        self.blocksPerCheckpoint = max(1, blocksPerCheckpoint)
        self.reportedRejections = max(0, reportedRejections)
    }
}
