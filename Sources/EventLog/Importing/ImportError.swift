/// Why an import ended before its input did. Running it again continues where it stopped.
public enum ImportError: Error, Sendable {
    /// The input cannot be opened or read; `reason` is the operating system's.
    case unreadable(name: String, reason: String)
    /// The input begins like gzip and is damaged or cut off.
    case corruptGzip(name: String)
    /// The database is away or refuses to write.
    case notAppended(AppendError)
    /// The state of earlier imports cannot be read or written.
    case progressUnavailable(any Error)
    /// The task was cancelled; what had been read is appended.
    case cancelled
}

extension ImportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let name, let reason): "\(name) cannot be read: \(reason)"
        case .corruptGzip(let name): "\(name) is a damaged or incomplete gzip file"
        case .notAppended(let error): "the import stopped: \(error); run it again to continue"
        case .progressUnavailable(let error): "the progress of the import cannot be kept: \(error)"
        case .cancelled: "the import was interrupted; run it again to continue"
        }
    }
}
