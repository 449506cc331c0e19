public import Testing

/// Gives every test (every case, of one with arguments) a database of its own: ``TestDatabase/current``.
public struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
    let isMigrated: Bool
    /// On a suite it counts for each test in it, not for the suite as a whole.
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await withDatabase(isMigrated: isMigrated) { _ in try await function() }
    }
}

extension Trait where Self == DatabaseTrait {
    /// A fresh database with this program's schema.
    public static var database: Self { DatabaseTrait(isMigrated: true) }

    /// A fresh database with nothing in it.
    public static var emptyDatabase: Self { DatabaseTrait(isMigrated: false) }
}
