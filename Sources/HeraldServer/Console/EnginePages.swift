internal import Console
internal import EventLog
internal import Postgres
internal import Projection
internal import Schema

/// The engine as operators look at it, and what they do about what stands still.
struct EnginePages: Sendable {
    let door: ConsoleDoor
    let pool: ConnectionPool
    let letters: Projection.DeadLetters
    let rejections: RejectedInputLog
    let history: EngineHistory
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    let now: @Sendable () -> Int64

    /// How many letters, refused inputs and shards are shown at most, of each sort.
    private static let most = 50

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies, _ history: EngineHistory) {
        self.door = door
        pool = dependencies.pool
        letters = Projection.DeadLetters(pool: dependencies.pool, policy: dependencies.policy)
        rejections = dependencies.rejections
        self.history = history
        now = dependencies.now
    }

    var routes: [Route] {
        let shard = Parameter.path("shard", .text, "The shard.")
        let position = Parameter.path("position", .text, "The position of the message in it.")
        return [
            door.page(
                "/engine", operation: "showEngine", "How far everything is, and what waits for a person.",
                parameters: [.query("done", .oneOf(Self.outcomes.map(\.word)), "What came of the action before.")],
                show),
            door.form(
                "/engine/shards/{shard}/orders/{order}/retry", needing: .operator, operation: "retryOrderFromPage",
                "Folds a parked order again.", fields: ["reason"],
                parameters: [shard, .path("order", .text, "The order's id, percent-encoded.")]
            ) { call, visit, form in
                let settlement = try await letters.retry(
                    order: call.path("order"), shard: try Self.shard(call), by: visit.caller?.name ?? "",
                    reason: try form.reason())
                return door.writer.redirect(to: "/engine?done=" + Self.word(settlement))
            },
            door.form(
                "/engine/shards/{shard}/messages/{position}/skip", needing: .operator,
                operation: "skipMessageFromPage", "Skips a message for ever.", fields: ["reason"],
                parameters: [shard, position]
            ) { call, visit, form in
                let settlement = try await letters.skip(
                    shard: try Self.shard(call), position: try Self.position(call), by: visit.caller?.name ?? "",
                    reason: try form.reason())
                return door.writer.redirect(to: "/engine?done=" + Self.word(settlement))
            },
            door.form(
                "/engine/shards/{shard}/messages/{position}/assign", needing: .operator,
                operation: "assignMessageFromPage", "Says which sales channel a message belongs to.",
                fields: ["reason", "channel"], parameters: [shard, position]
            ) { call, visit, form in
                guard let channel = form.text("channel") else {
                    throw Problem.invalidParameter("channel", "must name the sales channel")
                }
                let settlement = try await letters.assign(
                    shard: try Self.shard(call), position: try Self.position(call), to: channel,
                    by: visit.caller?.name ?? "", reason: try form.reason())
                return door.writer.redirect(to: "/engine?done=" + Self.word(settlement))
            },
        ]
    }

    /// What a settlement is called in the address of the page that follows, and what that page says.
    private static let outcomes: [(word: String, text: String)] = [
        ("folded", "The order goes on."),
        ("parked", "The order still cannot be folded; below it says why."),
        ("nothing", "All of this was so before; nothing was changed."),
    ]

    private static func word(_ settlement: Settlement) -> String {
        switch settlement {
        case .folded: "folded"
        case .parked: "parked"
        case .nothingToDo: "nothing"
        }
    }

    private static func shard(_ call: Call) throws(Problem) -> Int16 {
        guard let shard = Int16(call.path("shard")) else { throw Problem.notFound("there is no such shard") }
        return shard
    }

    private static func position(_ call: Call) throws(Problem) -> Int64 {
        guard let position = Int64(call.path("position")) else { throw Problem.notFound("there is no such position") }
        return position
    }

    private func show(_ call: Call, _ visit: Visit) async throws -> Answer {
        let shards = try await ProjectionStatus.all(pool)
        let (generations, progress, nodes, differences) = try await pool.withConnection { connection in
            let answers = try connection.pipeline([
                (SQL.listGenerations, []), (SQL.generationProgress, []), (SQL.listNodes, []),
                (SQL.listRebuildDifferences, [Int64(Self.most)]),
            ])
            return (answers[0], answers[1], answers[2], answers[3])
        }
        var page = EnginePage()
        page.show(shards, now: now(), most: Self.most)
        page.charts = EnginePage.Charts(try await charts())
        let total = shards.reduce(0) { $0 + $1.head }
        var built: [Int32: (messages: Int64, differences: Int64)] = [:]
        for row in progress { built[try row.int32(0)] = (try row.int64(1), try row.int64(2)) }
        page.generations = try generations.map { try EnginePage.Generation($0, built: built, of: total) }
        page.differences = try EnginePage.Differences(differences)
        page.nodes = EnginePage.Nodes(
            try nodes.map { row in
                EnginePage.Node(
                    name: try row.string(0), started: Moment(try row.timestamp(1)), seen: Moment(try row.timestamp(2)),
                    shards: try row.int(3))
            })
        page.rejected = EnginePage.RejectedInputs(
            try await rejections.newest(limit: Self.most).map { EnginePage.RejectedInput($0) })
        let mayAct = visit.caller?.role?.allows(.operator) == true
        page.letters = EnginePage.Letters(
            EnginePage.Letter.all(
                try await letters.list(limit: Self.most), formToken: mayAct ? visit.formToken : nil))
        let done = try call.word("done", of: Self.outcomes.map(\.word))
        let outcome = Self.outcomes.first { $0.word == done }
        return door.writer.answer(
            page, visit, notice: outcome.map { Notice($0.text, isProblem: $0.word == "parked") })
    }

    /// Three hours in parts of five minutes.
    private func charts() async throws -> [EnginePage.Chart] {
        let (count, length) = (36, Int64(300_000_000))
        let start = (now() / length + 1 - Int64(count)) * length
        // With those before, of which the newest is what the first is counted from.
        let samples = try await history.samples(since: start - 3 * Int64(EngineHistory.interval) * 1_000_000)
        guard samples.count > 1 else { return [] }
        let parts = EngineHistory.parts(of: samples, from: start, partLength: length, count: count)
        let names = (0..<count).map { part in
            Moment.clock(microseconds: start + Int64(part) * length)
        }
        return [
            EnginePage.Chart(
                "Messages taken, in five minutes each; \(Figures.grouped(parts.taken.max() ?? 0)) at most",
                BarChart("Messages taken", parts.taken, names: names)),
            EnginePage.Chart(
                "Messages behind; \(Figures.grouped(parts.behind.max() ?? 0)) at most",
                BarChart("Messages behind", parts.behind, names: names)),
        ]
    }
}
