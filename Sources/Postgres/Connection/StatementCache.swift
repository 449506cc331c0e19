/// Which statements are prepared on a connection, least recently used first to go. A pure value: it says what to do.
struct StatementCache {
    struct Entry {
        /// The name on the server; never reused, so that a failed DEALLOCATE cannot confuse two texts.
        let serverName: String
        let sql: String
        let types: [UInt32]
        var lastUse: UInt64
    }

    let limit: Int
    private var entries: [String: Entry] = [:]
    private var uses: UInt64 = 0
    private var prepared = 0
    /// Prepared on the server, no longer in `entries`, to be deallocated.
    private var retired: [String] = []

    init(limit: Int) { self.limit = limit }

    var count: Int { entries.count }
    /// Whether the connection holds more statements than it should.
    var needsTrim: Bool { entries.count > limit || !retired.isEmpty }

    /// The server's name of the statement if it is prepared with this text and these parameter types.
    mutating func use(_ statement: Statement, types: some Collection<UInt32>) -> String? {
        guard let index = entries.index(forKey: statement.name) else { return nil }
        let entry = entries.values[index]
        guard entry.sql == statement.sql, entry.types.elementsEqual(types) else {
            forget(statement.name)
            return nil
        }
        uses += 1
        entries.values[index].lastUse = uses
        return entry.serverName
    }

    /// A new name for the server to prepare `statement` under.
    mutating func nextServerName(for statement: Statement) -> String {
        prepared += 1
        // The server keeps 63 bytes of a name, so what makes it unique comes first.
        let readable = statement.name.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic || $0 == "_" }
        return "s\(prepared)_" + String(String.UnicodeScalarView(readable.prefix(40)))
    }

    mutating func add(_ statement: Statement, types: some Collection<UInt32>, serverName: String) {
        uses += 1
        entries[statement.name] = Entry(
            serverName: serverName, sql: statement.sql, types: Array(types), lastUse: uses)
    }

    /// Drops a statement whose plan is out of date.
    mutating func forget(_ name: String) {
        if let entry = entries.removeValue(forKey: name) { retired.append(entry.serverName) }
    }

    /// Forgets what is beyond the limit; returns the server names to deallocate.
    mutating func trim() -> [String] {
        while entries.count > limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            forget(oldest.key)
        }
        defer { retired = [] }
        return retired
    }
}
