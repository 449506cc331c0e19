import Testing

@testable import Postgres

@Suite("Prepared statement cache")
struct StatementCacheTests {
    private func statement(_ name: String, sql: String = "SELECT 1") -> Statement { Statement(name: name, sql: sql) }

    @Test("the least recently used statement goes first")
    func leastRecentlyUsed() {
        var cache = StatementCache(limit: 2)
        for name in ["a", "b"] { cache.add(statement(name), types: [], serverName: name) }
        #expect(cache.use(statement("a"), types: []) == "a")
        cache.add(statement("c"), types: [], serverName: "c")
        #expect(cache.needsTrim)
        #expect(cache.trim() == ["b"])
        #expect(!cache.needsTrim)
        #expect(cache.use(statement("b"), types: []) == nil)
        #expect(cache.use(statement("a"), types: []) == "a")
    }

    @Test("another text or other types under the same name are prepared anew, the old one is deallocated")
    func changed() {
        var cache = StatementCache(limit: 2)
        cache.add(statement("a"), types: [20], serverName: "a1")
        #expect(cache.use(statement("a"), types: [23]) == nil)
        #expect(cache.trim() == ["a1"])
        cache.add(statement("a"), types: [23], serverName: "a2")
        #expect(cache.use(statement("a", sql: "SELECT 2"), types: [23]) == nil)
        #expect(cache.trim() == ["a2"])
    }

    @Test("server names are unique even when the server cuts them, and need no escaping")
    func serverNames() {
        var cache = StatementCache(limit: 2)
        let long = statement(String(repeating: "long", count: 30) + "\"; DROP TABLE x; --")
        let names = [cache.nextServerName(for: long), cache.nextServerName(for: long)]
        #expect(names[0].prefix(63) != names[1].prefix(63))
        #expect(names.allSatisfy { $0.utf8.count <= 63 && !$0.contains("\"") })
    }
}
