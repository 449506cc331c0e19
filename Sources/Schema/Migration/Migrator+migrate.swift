public import Postgres

extension Migrator {
    /// Applies what the database lacks; see ``migrate(using:options:)-(ConnectionPool,_)``.
    @discardableResult
    public func migrate(
        on connection: isolated Connection, options: MigrationOptions = MigrationOptions()
    ) throws -> MigrationReport {
        let limit = "\(options.lockTimeout.milliseconds)ms"
        let limitBefore = try connection.query(SQL.setLockTimeout, [limit])[0].string(0)
        defer { _ = try? connection.query(SQL.setLockTimeout, [limitBefore]) }
        do {
            _ = try connection.query(SQL.lockSchema, [Self.lockKey])
        } catch {
            throw error.sqlState == .lockNotAvailable ? MigrationError.lockTimeout(file: nil) : error
        }
        defer { _ = try? connection.query(SQL.unlockSchema, [Self.lockKey]) }
        return try apply(on: connection, options: options)
    }

    /// Runs while the session holds the lock.
    private func apply(on connection: isolated Connection, options: MigrationOptions) throws -> MigrationReport {
        if try !connection.query(SQL.schemaHistoryExists)[0].bool(0) {
            try connection.script(SQL.createSchemaHistory.sql)
        }
        let status = try status(on: connection)
        if let problem = status.problem { throw problem }

        var report = MigrationReport()
        for migration in status.pending {
            try apply(migration, on: connection, options: options)
            report.migrations.append(migration.fileName)
        }
        // A migration may have dropped what stood in its way, so after one all of them run.
        let repeatables = status.pending.isEmpty ? status.pendingRepeatables : repeatables
        try apply(repeatables, on: connection, options: options)
        report.repeatables = repeatables.map(\.fileName)
        return report
    }

    private func apply(
        _ migration: Migration, on connection: isolated Connection, options: MigrationOptions
    ) throws {
        try connection.transaction { connection in
            _ = try connection.query(SQL.enterMigration, ["\(options.shards)", "on"])
            let duration = try run(migration.sql, of: "migrations/\(migration.fileName)", on: connection)
            try connection.execute(
                SQL.recordMigration, [Int32(migration.version), migration.title, migration.checksum, duration])
        }
    }

    /// Functions may call each other and read views, in any order: so their bodies are checked in a second round.
    private func apply(
        _ repeatables: [Repeatable], on connection: isolated Connection, options: MigrationOptions
    ) throws {
        guard !repeatables.isEmpty else { return }
        try connection.transaction { connection in
            _ = try connection.query(SQL.enterMigration, ["\(options.shards)", "off"])
            for script in repeatables {
                let duration = try run(script.sql, of: script.fileName, on: connection)
                try connection.execute(
                    SQL.recordRepeatable, [script.kind.rawValue, script.name, script.checksum, duration])
            }
            _ = try connection.query(SQL.enterMigration, ["\(options.shards)", "on"])
            for script in repeatables where script.kind == .function {
                _ = try run(script.sql, of: script.fileName, on: connection)
            }
        }
    }

    /// - Returns: Milliseconds taken.
    private func run(_ sql: String, of file: String, on connection: isolated Connection) throws -> Int32 {
        let file = "sql/" + file
        let began = ContinuousClock.now
        do {
            try connection.script(sql)
        } catch {
            guard let sqlState = error.sqlState else { throw error }
            if sqlState == .lockNotAvailable { throw MigrationError.lockTimeout(file: file) }
            throw MigrationError.failed(file: file, sqlState: sqlState.rawValue, message: error.message)
        }
        guard connection.isInTransaction else {
            throw MigrationError.failed(
                file: file, sqlState: "2D000", message: "a script must not end its transaction (COMMIT, ROLLBACK)")
        }
        return Int32(clamping: (ContinuousClock.now - began).milliseconds)
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
