/// How far an import is: everything up to a line of the input is in the event log.
public struct ImportProgress: Hashable, Sendable {
    /// Bytes of (uncompressed) text done, those of earlier runs included.
    public var byteOffset = 0
    /// Lines done, blank ones included.
    public var lines = 0
    /// Messages the log did not hold before.
    public var appended = 0
    /// Messages the log held already.
    public var duplicates = 0
    /// Lines that are no messages.
    public var rejected = 0
    /// Bytes read of the input as it is stored (compressed, if it is), in this run.
    public var bytesRead = 0
    /// Size of the input as it is stored, if known.
    public var size: Int?

    public init() {}
}

/// A line of an import that is no message.
public struct RejectedLine: Hashable, Sendable {
    /// From 1.
    public let line: Int
    public let kind: RejectedInput.Kind
    /// What is wrong with it, without its content.
    public let reason: String
}

/// What an import did.
public struct ImportReport: Sendable {
    public var progress = ImportProgress()
    /// The offset at which an earlier, interrupted run had left off; 0 if there was none.
    public var resumedAt = 0
    /// Whether an earlier run had finished this very file, so that there was nothing to do.
    public var wasFinished = false
    /// The first rejected lines of this run; see ``ImportOptions/reportedRejections``.
    public var rejectedLines: [RejectedLine] = []

    public init() {}
}
