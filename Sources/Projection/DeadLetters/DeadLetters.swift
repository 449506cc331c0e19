public import Communications
public import Postgres
import Schema

/// What operators can see and do about orders and messages that do not go on by themselves.
///
/// Failed deliveries are not among them: those are dead letters of the outbox. Every command runs in one transaction that
/// locks the shard's live checkpoint, so that no worker is in the middle of the order; every command is recorded with who
/// and why, and repeating it changes nothing.
public struct DeadLetters: Sendable {
    let pool: ConnectionPool
    let policy: Policy

    public init(pool: ConnectionPool, policy: Policy) {
        self.pool = pool
        self.policy = policy
    }

    /// Lists what needs a person, the oldest first.
    /// - Parameters:
    ///   - deadline: how long a message may wait for its order before it is listed. Default 3 days.
    ///   - limit: how many of each sort at most.
    public func list(waitingLongerThan deadline: Duration = .seconds(3 * 86_400), limit: Int = 1000) async throws
        -> DeadLetterList
    {
        let seconds = Double(deadline.components.seconds) + Double(deadline.components.attoseconds) / 1e18
        let limit = Int32(clamping: limit)
        return try await pool.withConnection { connection in
            let answers = try connection.pipeline([
                (SQL.parkedOrders, [limit]), (SQL.setAsideMessages, [limit]), (SQL.overdueMessages, [seconds, limit]),
            ])
            var list = DeadLetterList()
            for row in answers[0] { list.parked.append(try DeadLetterList.ParkedOrder(row)) }
            for row in answers[1] { list.setAside.append(try DeadLetterList.MisplacedMessage(row)) }
            for row in answers[2] { list.overdue.append(try DeadLetterList.MisplacedMessage(row)) }
            return list
        }
    }

    /// Folds a parked order again from its first message on.
    ///
    /// Communications that follow are recorded as if the order had never been parked. If it still cannot be folded, it stays
    /// parked, with the new error and one attempt more.
    public func retry(order orderID: String, shard: Int16, by actor: String, reason: String) async throws
        -> Settlement
    {
        try await command(shard, by: actor, reason: reason) { [policy] connection, generation, position in
            guard try connection.query(SQL.loadParked, [[shard], generation, [orderID]]).only != nil else {
                return .nothingToDo
            }
            let settlement = try connection.settle(orderID, shard, generation, through: position, policy: policy)
            try connection.record("retry", orderID, shard, position: nil, by: actor, reason: reason, settlement)
            return settlement
        }
    }

    /// Skips a message for ever, in rebuilds too, and folds its order again without it.
    ///
    /// The message stays in the log and on the timeline.
    /// - Throws: ``DeadLetterError``; ``RebuildError/running`` while a rebuild fills a generation.
    public func skip(shard: Int16, position: Int64, by actor: String, reason: String) async throws -> Settlement {
        try await command(shard, by: actor, reason: reason, changesRules: true) {
            [policy] connection, generation, checkpoint in
            let letter = try connection.deadLetter(shard, generation, position)
            guard letter.isSkipped || letter.isDead else {
                throw DeadLetterError.notADeadLetter(shard: shard, position: position)
            }
            if letter.isSkipped, !letter.isDead { return .nothingToDo }
            try connection.dropUnfinishedGenerations()
            try connection.execute(SQL.skipMessage, [shard, position, actor, reason])
            let settlement = try connection.settle(
                letter.orderID, shard, generation, through: checkpoint, policy: policy)
            try connection.record(
                "skip", letter.orderID, shard, position: position, by: actor, reason: reason, settlement)
            return settlement
        }
    }

    /// Says which sales channel a message belongs to that names none, for ever, and folds it into that order.
    /// - Parameter salesChannel: a channel that owns the order id, or one that is configured.
    /// - Throws: ``DeadLetterError``; ``RebuildError/running`` while a rebuild fills a generation.
    public func assign(
        shard: Int16, position: Int64, to salesChannel: String, by actor: String, reason: String
    ) async throws -> Settlement {
        try await command(shard, by: actor, reason: reason, changesRules: true) {
            [policy] connection, generation, checkpoint in
            let letter = try connection.deadLetter(shard, generation, position)
            if letter.isSkipped { throw DeadLetterError.skippedBefore(shard: shard, position: position) }
            if let before = letter.assignedTo {
                if before == salesChannel { return .nothingToDo }
                throw DeadLetterError.assignedBefore(shard: shard, position: position, salesChannel: before)
            }
            guard letter.isMisplaced else { throw DeadLetterError.notADeadLetter(shard: shard, position: position) }
            let known = Set(policy.channels.keys).union(letter.owners)
            // Without configured channels every channel is as good as another.
            guard known.contains(salesChannel) || (policy.channels.isEmpty && salesChannel == policy.defaultChannel)
            else { throw DeadLetterError.unknownChannel(salesChannel, known: known.sorted()) }
            try connection.dropUnfinishedGenerations()
            try connection.execute(SQL.assignMessage, [shard, position, salesChannel, actor, reason])
            let settlement = try connection.settle(
                letter.orderID, shard, generation, through: checkpoint, policy: policy)
            try connection.record(
                "assign", letter.orderID, shard, position: position, by: actor, reason: reason, settlement)
            return settlement
        }
    }

    /// Runs a command in a transaction that holds the shard's live checkpoint.
    /// - Parameter changesRules: whether later folds go another way than one that is under way.
    private func command(
        _ shard: Int16, by actor: String, reason: String, changesRules: Bool = false,
        _ body: @escaping @Sendable (isolated Connection, _ generation: Int32, _ position: Int64) throws -> Settlement
    ) async throws -> Settlement {
        guard actor.contains(where: { !$0.isWhitespace }), reason.contains(where: { !$0.isWhitespace }) else {
            throw DeadLetterError.unattributed
        }
        return try await pool.transaction { connection in
            if changesRules { try connection.keepRebuildsOut() }
            guard let checkpoint = try connection.lockLiveCheckpoint(shard) else {
                throw DeadLetterError.unknownShard(shard)
            }
            return try body(connection, checkpoint.generation, checkpoint.position)
        }
    }
}
