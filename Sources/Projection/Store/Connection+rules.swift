import Communications
import Postgres
import Schema

extension Connection {
    /// The rules for all messages of a shard.
    func rules(forAllOf shard: Int16, policy: Policy) throws(PostgresError) -> ProjectionRules {
        let answers = try pipeline([
            (SQL.loadActivation, [[shard]]), (SQL.allSkipped, [shard]), (SQL.allAssignments, [shard]),
        ])
        var rules = ProjectionRules(policy: policy)
        rules.activation = try Self.activation(answers[0])[shard] ?? [:]
        for row in answers[1] { rules.skipped.insert(try row.int64(0)) }
        for row in answers[2] { rules.assignments[try row.int64(0)] = try row.string(1) }
        return rules
    }

    /// Reads rows of `load_activation`, by shard.
    static func activation(_ rows: Rows) throws(PostgresError) -> [Int16: [Kind: Int64]] {
        var activation: [Int16: [Kind: Int64]] = [:]
        for row in rows {
            if let kind = Kind(name: try row.string(1)) {
                activation[try row.int16(0), default: [:]][kind] = try row.int64(2)
            }
        }
        return activation
    }
}
