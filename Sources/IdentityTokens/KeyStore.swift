internal import Logging

/// The keys as they were read last. Reads them when they are asked for first, when they have become old, and when a token names
/// one that is not among them, since a provider may have begun to sign with a new one.
actor KeyStore {
    private let source: KeySource
    /// How long keys are good before they are read again.
    private let lifetime: Duration
    /// The least time from one try to the next: whoever makes up key ids must not make herald ask the provider each time.
    private let interval: Duration
    private let logger: Logger
    private var keys: KeySet?
    private var readAt: ContinuousClock.Instant?
    private var triedAt: ContinuousClock.Instant?
    private var loading: Task<Void, Never>?

    init(source: KeySource, lifetime: Duration, interval: Duration, logger: Logger) {
        self.source = source
        self.lifetime = lifetime
        self.interval = interval
        self.logger = logger
    }

    /// The key that a token names.
    /// - Throws: where no keys could be read yet.
    func key(_ id: String?) async throws(IdentityError) -> VerificationKey? {
        if isOld { await reload() }
        if let found = keys?.key(id) { return found }
        await reload()
        guard let keys else { throw .keysUnavailable("they could not be read yet") }
        return keys.key(id)
    }

    private var isOld: Bool { readAt.map { $0.duration(to: .now) >= lifetime } ?? true }

    /// Reads the keys, unless that was tried a moment ago. Those that ask meanwhile wait for the same answer.
    private func reload() async {
        if let loading { return await loading.value }
        guard triedAt.map({ $0.duration(to: .now) >= interval }) ?? true else { return }
        triedAt = .now
        let task = Task { await load() }
        loading = task
        await task.value
        loading = nil
    }

    private func load() async {
        do throws(IdentityError) {
            keys = try KeySet(try await source.load())
            readAt = .now
        } catch {
            logger.warning("the keys of the identity provider cannot be read; those known go on working: \(error)")
        }
    }
}
