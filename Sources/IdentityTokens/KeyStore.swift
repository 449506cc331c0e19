internal import Logging

/// The keys as they were read last. Reads them when they are asked for first, when they have become old, and when a token names
/// one that is not among them, since a provider may have begun to sign with a new one.
///
/// Known keys are used while they are read again, and while that fails, so that a provider that is away for some hours stops
/// nobody; but not for ever, since it may have taken one back.
actor KeyStore {
    private let source: KeySource
    /// How long keys are good before they are read again.
    private let lifetime: Duration
    /// The least time from one try to the next: whoever makes up key ids must not make herald ask the provider each time.
    private let interval: Duration
    /// The same as long as none are known: those that wait should not wait longer than the provider makes them.
    private static let firstInterval = Duration.seconds(1)
    /// How many lifetimes keys are used that cannot be read again.
    private static let lifetimesAtMost = 24
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
        if isOlder(than: lifetime * Self.lifetimesAtMost) {
            await reload(atMostEvery: min(Self.firstInterval, interval))?.value
            guard !isOlder(than: lifetime * Self.lifetimesAtMost) else {
                throw .keysUnavailable(keys == nil ? "they could not be read yet" : "those known are too old")
            }
            return keys?.key(id)
        }
        if isOlder(than: lifetime) { reload(atMostEvery: interval) }
        if let found = keys?.key(id) { return found }
        await reload(atMostEvery: interval)?.value
        return keys?.key(id)
    }

    private func isOlder(than age: Duration) -> Bool { readAt.map { $0.duration(to: .now) >= age } ?? true }

    /// Reads the keys, unless that was tried a moment ago.
    /// - Returns: the reading that is under way; those that ask meanwhile wait for the same. Nil if there is none.
    @discardableResult private func reload(atMostEvery interval: Duration) -> Task<Void, Never>? {
        if let loading { return loading }
        guard triedAt.map({ $0.duration(to: .now) >= interval }) ?? true else { return nil }
        triedAt = .now
        let task = Task {
            await load()
            loading = nil
        }
        loading = task
        return task
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
