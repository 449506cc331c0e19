internal import Postgres

/// Tells a projection that is stuck from one that is busy: a pure value that remembers when each shard last advanced.
struct ProjectionWatch: Sendable {
    private struct Seen {
        var checkpoint: Int64
        /// When it was first seen there.
        var since: Int64
    }

    /// In microseconds.
    private let limit: Int64
    private var seen: [Int16: Seen] = [:]

    /// - Parameter limit: how long a shard may have messages waiting without advancing.
    init(limit: Duration) {
        self.limit = limit.components.seconds * 1_000_000 + limit.components.attoseconds / 1_000_000_000_000
    }

    /// Takes a look at all shards.
    ///
    /// - Parameter now: microseconds since 1970-01-01 00:00:00 UTC.
    /// - Returns: the shards that are stuck.
    mutating func stuck(_ shards: [ProjectionStatus], now: Int64) -> [Int16] {
        var stuck: [Int16] = []
        for shard in shards {
            if seen[shard.shard]?.checkpoint != shard.checkpoint {
                seen[shard.shard] = Seen(checkpoint: shard.checkpoint, since: now)
            }
            guard let waitingSince = shard.waitingSince, let since = seen[shard.shard]?.since else { continue }
            if now - waitingSince.microsecondsSince1970 > limit, now - since > limit { stuck.append(shard.shard) }
        }
        return stuck
    }
}
