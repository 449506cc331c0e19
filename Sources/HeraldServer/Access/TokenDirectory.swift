internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// The tokens that work: those of configuration, and those of the database as of some seconds ago.
final class TokenDirectory: Sendable {
    struct Entry: Sendable {
        let name: String
        let role: Role
        let hash: [UInt8]
        /// In the database.
        let id: Int64?
    }

    private struct State {
        /// nil until the database has been read for the first time.
        var stored: [Entry]?
        /// Whether the database has tokens, revoked ones too: who revokes the last one does not open the door.
        var hasStored = false
        var used: Set<Int64> = []
    }

    private let configured: [Entry]
    private let tokens: AccessTokens
    private let refresh: Duration
    private let logger: Logger
    private let state = Mutex(State())

    init(configured: [ConfiguredToken], tokens: AccessTokens, refresh: Duration, logger: Logger) {
        self.configured = configured.compactMap { token in
            Hexadecimal.bytes(token.hash).map { Entry(name: token.name, role: token.role, hash: $0, id: nil) }
        }
        self.tokens = tokens
        self.refresh = refresh
        self.logger = logger
    }

    /// Whether callers need a token; nil while that is not known, since the database could not be asked yet.
    var needsToken: Bool? {
        if !configured.isEmpty { return true }
        return state.withLock { $0.stored == nil ? nil : $0.hasStored }
    }

    /// The bearer of a token; nil if it does not work. Compares with every token, each in constant time.
    func caller(_ token: Substring) -> Caller? { caller(hash: TokenText.hash(token)) }

    /// The same by the token's SHA-256.
    func caller(hash: [UInt8]) -> Caller? {
        state.withLock { state in
            var found: Entry?
            for entry in configured + (state.stored ?? []) where TokenText.isEqual(entry.hash, hash) { found = entry }
            if let id = found?.id { state.used.insert(id) }
            return found.map { Caller(name: $0.name, role: $0.role) }
        }
    }

    /// Keeps up with the database until the task is cancelled.
    func run() async {
        var wasReachable = true
        while !Task.isCancelled {
            do {
                try await reload()
                wasReachable = true
            } catch {
                if wasReachable, !Task.isCancelled {
                    logger.warning("access tokens cannot be read; those known go on working: \(error)")
                }
                wasReachable = false
            }
            let isKnown = state.withLock { $0.stored != nil }
            try? await Task.sleep(for: isKnown ? refresh : min(refresh, .milliseconds(200)))
        }
    }

    /// Reads the tokens of the database, and notes there which were used.
    func reload() async throws {
        let all = try await tokens.list()
        let working = all.filter { $0.revokedAt == nil }
        let used = state.withLock { state in
            state.stored = working.map { Entry(name: $0.name, role: $0.role, hash: $0.hash, id: $0.id) }
            state.hasStored = !all.isEmpty
            defer { state.used = [] }
            return state.used
        }
        if !used.isEmpty { try await tokens.noteUse(used.sorted()) }
    }
}
