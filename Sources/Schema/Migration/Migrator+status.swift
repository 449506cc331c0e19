public import Postgres

extension Migrator {
    /// Compares the database with this program's schema; changes nothing.
    public func status(on connection: isolated Connection) throws(PostgresError) -> SchemaStatus {
        guard try connection.query(SQL.schemaHistoryExists)[0].bool(0) else {
            return SchemaStatus(applied: [], pending: migrations, pendingRepeatables: repeatables, problem: nil)
        }
        var applied: [SchemaStatus.Applied] = []
        for row in try connection.query(SQL.appliedMigrations) {
            applied.append(
                SchemaStatus.Applied(
                    version: Int(try row.int32(0)), title: try row.string(1), checksum: try row.string(2),
                    appliedAt: try row.string(3), durationMilliseconds: Int(try row.int32(4))))
        }
        var checksums: [String: String] = [:]
        for row in try connection.query(SQL.appliedRepeatables) {
            checksums["\(try row.string(0)) \(try row.string(1))"] = try row.string(2)
        }
        return compare(applied: applied, repeatableChecksums: checksums)
    }

    /// - Parameter repeatableChecksums: By kind and name, separated by a space.
    func compare(applied: [SchemaStatus.Applied], repeatableChecksums: [String: String]) -> SchemaStatus {
        let version = applied.last?.version ?? 0
        let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.version, $0) })
        let appliedVersions = Set(applied.map(\.version))
        let pending = migrations.filter { !appliedVersions.contains($0.version) }

        var problem: MigrationError?
        if applied.contains(where: { known[$0.version] == nil }) {
            problem = .databaseNewer(databaseVersion: version, programVersion: migrations.last?.version ?? 0)
        } else if let changed = applied.first(where: { known[$0.version]?.checksum != $0.checksum }) {
            let current = known[changed.version]!
            problem = .checksumChanged(file: current.fileName, applied: changed.checksum, current: current.checksum)
        } else if let late = pending.first(where: { $0.version < version }) {
            problem = .outOfOrder(file: late.fileName, databaseVersion: version)
        }
        return SchemaStatus(
            applied: applied, pending: pending,
            pendingRepeatables: repeatables.filter { repeatableChecksums["\($0.kind) \($0.name)"] != $0.checksum },
            problem: problem)
    }
}
