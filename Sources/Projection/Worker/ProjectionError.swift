/// Why a shard cannot go on.
public enum ProjectionError: Error, Hashable, Sendable {
    /// A position is missing in the log.
    case hole(shard: Int16, expected: Int64, found: Int64)
    /// Somebody else advanced the checkpoint; the page was rolled back and will be read again.
    case checkpointMoved(shards: [Int16])
}

extension ProjectionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .hole(let shard, let expected, let found):
            "the log of shard \(shard) has a hole: position \(expected) is missing before \(found); "
                + "the shard stands still, run 'herald doctor'"
        case .checkpointMoved(let shards):
            "another worker advanced one of the shards \(shards.map(String.init).joined(separator: ", "))"
        }
    }
}
