/// What a run of ``Migrator`` did.
public struct MigrationReport: Sendable, Equatable {
    /// Names of the migration files applied, in order.
    public var migrations: [String] = []
    /// Names of the function and view files run, in order.
    public var repeatables: [String] = []

    /// Whether anything was changed.
    public var changedAnything: Bool { !migrations.isEmpty || !repeatables.isEmpty }
}
