import Communications
import Postgres
import Schema

extension Connection {
    /// The rules that a fold of these messages follows: policy, activation, operators' decisions.
    func rules(shard: Int16, positions: [Int64], policy: Policy) throws(PostgresError) -> ProjectionRules {
        try rules(
            policy, activation: (SQL.loadActivation, [shard]), skipped: (SQL.loadSkipped, [shard, positions]),
            assigned: (SQL.loadAssignments, [shard, positions]))
    }

    /// The rules for all messages of a shard.
    func rules(forAllOf shard: Int16, policy: Policy) throws(PostgresError) -> ProjectionRules {
        try rules(
            policy, activation: (SQL.loadActivation, [shard]), skipped: (SQL.allSkipped, [shard]),
            assigned: (SQL.allAssignments, [shard]))
    }

    private func rules(
        _ policy: Policy, activation: (Statement, Parameters), skipped: (Statement, Parameters),
        assigned: (Statement, Parameters)
    ) throws(PostgresError) -> ProjectionRules {
        let answers = try pipeline([activation, skipped, assigned])
        var rules = ProjectionRules(policy: policy)
        try rules.activate(answers[0])
        for row in answers[1] { rules.skipped.insert(try row.int64(0)) }
        for row in answers[2] { rules.assignments[try row.int64(0)] = try row.string(1) }
        return rules
    }
}

extension ProjectionRules {
    /// Takes rows of `load_activation`.
    mutating func activate(_ rows: Rows) throws(PostgresError) {
        for row in rows { if let kind = Kind(name: try row.string(0)) { activation[kind] = try row.int64(1) } }
    }
}
