import Logging
import Postgres
import Schema

extension Rebuild {
    /// The generation that a rebuild fills.
    struct Beginning {
        var generation: Int32
        /// What an earlier rebuild has filled.
        var filled = FilledShards()
        /// Why that was thrown away, if it was.
        var begunAnewBecause: String?
    }

    /// What an earlier rebuild has filled of a generation.
    struct FilledShards {
        var shards: Set<Int16> = []
        var report = RebuildReport()
    }

    /// Takes the generation that an earlier rebuild has left unfinished, or opens a new one.
    func begin(afresh: Bool) async throws -> Beginning {
        let policy = RebuildBasis.digest(of: policy)
        // What the server still does for a program that died may take minutes: waited for before anybody else has to wait.
        try await pool.withConnection { connection in
            guard let unfinished = try connection.query(SQL.unfinishedGeneration).only else { return }
            _ = try connection.query(SQL.adoptGeneration, [try unfinished.int32(0)])
        }
        let beginning = try await pool.withConnection { connection in
            try connection.transaction { connection in
                // Whoever changes what folds obey holds this lock until it is done, or comes behind and is refused.
                try connection.execute(SQL.lockGenerations)
                let basis = try connection.rebuildBasis(policy: policy)
                var reason: String?
                if let unfinished = try connection.query(SQL.unfinishedGeneration).only {
                    reason = afresh ? "it was asked for" : basis.reasonToBeginAnew(try RebuildBasis(unfinished))
                    if reason == nil { return try connection.adopt(try unfinished.int32(0)) }
                }
                let generation = try connection.query(SQL.createGeneration)[0].int32(0)
                try connection.record(basis, of: generation)
                return Beginning(generation: generation, begunAnewBecause: reason)
            }
        }
        let number = Logger.MetadataValue.stringConvertible(beginning.generation)
        if let reason = beginning.begunAnewBecause {
            logger.warning(
                "what an earlier rebuild had filled was thrown away",
                metadata: ["generation": number, "reason": "\(reason)"])
        } else if !beginning.filled.shards.isEmpty {
            logger.info(
                "a rebuild goes on where another ended",
                metadata: ["generation": number, "shards": "\(beginning.filled.shards.count)"])
        }
        return beginning
    }

    func countFolded() async throws -> Int {
        try await pool.withConnection { try $0.query(SQL.countFolded).first?.int(0) ?? 0 }
    }
}

extension Connection {
    /// What a rebuild that begins now is made with.
    fileprivate func rebuildBasis(policy: String) throws(PostgresError) -> RebuildBasis {
        let row = try query(SQL.rebuildBasis)[0]
        return RebuildBasis(
            program: RebuildBasis.program, policy: policy, decisions: try row.string(0), live: try row.int32(1))
    }

    fileprivate func record(_ basis: RebuildBasis, of generation: Int32) throws(PostgresError) {
        try execute(
            SQL.recordBasis, [generation, basis.program, basis.policy, basis.decisions, basis.live])
    }

    /// Takes over a generation that nobody else works on any more.
    fileprivate func adopt(_ generation: Int32) throws -> Rebuild.Beginning {
        _ = try query(SQL.adoptGeneration, [generation])
        var filled = Rebuild.FilledShards()
        for row in try query(SQL.readRebuiltShards, [generation]) {
            filled.shards.insert(try row.int16(0))
            var report = RebuildReport()
            report.messages = try row.int(1)
            report.orders = try row.int(2)
            report.communications = try row.int(3)
            report.parkedOrders = try row.int(4)
            report.differenceCount = try row.int(5)
            report.resumedShards = 1
            filled.report.add(report)
        }
        let limit = Int64(RebuildReport.differenceLimit)
        for row in try query(SQL.readRebuiltDifferences, [generation, limit]) {
            if let difference = try RebuildDifference(row) { filled.report.list(difference) }
        }
        return Rebuild.Beginning(generation: generation, filled: filled)
    }

    /// Records what was found in a shard that is filled.
    func record(_ report: RebuildReport, of task: ShardTask, generation: Int32) throws(PostgresError) {
        try execute(
            SQL.recordRebuiltShard,
            [
                task.shard, generation, Int64(report.differenceCount), report.firstDifferences, task.position,
                Int64(report.orders), Int64(report.communications), Int64(report.parkedOrders),
            ])
    }
}
