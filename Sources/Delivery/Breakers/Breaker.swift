public import OMSMessages
import Postgres

/// Whether anything goes over a channel or to an endpoint: a circuit breaker. Pure; ``Outbox`` keeps it in the database, so
/// that all nodes and every start know it.
///
/// `closed` works. After some failures one after the other it is `open`: deliveries wait. When its time has come one of them
/// goes out (`half_open`): its success closes the breaker, its failure opens it for longer. An operator's `paused` and an
/// endpoint's `gone` last until somebody resumes.
public struct Breaker: Hashable, Sendable {
    public internal(set) var state: State = .closed
    /// When it was closed, paused, or ceased to work.
    public internal(set) var since: Timestamp
    /// The class of the last failure.
    public internal(set) var reason: String?
    /// What was said of it, without personal data.
    public internal(set) var detail: String?
    /// Failures one after the other.
    public internal(set) var failures = 0
    /// The communication that failed last: one that fails again and again says nothing new.
    var lastFailed: PostgresUUID?
    /// Openings one after the other.
    var openings = 0
    /// When the next delivery tries whether it works again.
    public internal(set) var nextProbeAt: Timestamp?
    /// Who paused or resumed it last, and why; nil: nobody did.
    public internal(set) var changedBy: String?
    public internal(set) var changeReason: String?

    public enum State: String, Hashable, Sendable, CaseIterable {
        case closed
        case open
        case halfOpen = "half_open"
        case paused
        case gone
    }

    /// What others should hear of.
    enum Event: Hashable, Sendable {
        case opened
        case stayedOpen
        case closed
        case gone
    }

    init(since: Timestamp) { self.since = since }

    /// Takes in what an attempt said.
    /// - Parameters:
    ///   - health: of the channel.
    ///   - communication: what was sent.
    mutating func note(
        _ health: ChannelHealth, of communication: PostgresUUID, at now: Timestamp, _ options: BreakerOptions
    ) -> Event? {
        switch (state, health) {
        case (_, .gone(let code, let text)):
            guard state != .gone else { return nil }
            (state, since, nextProbeAt) = (.gone, now, nil)
            (reason, detail, changedBy, changeReason) = (code, text, nil, nil)
            return .gone
        // Until somebody resumes. What was under way before that ends as it ends.
        case (.paused, _), (.gone, _): return nil
        case (.closed, .working):
            (failures, lastFailed, reason, detail) = (0, nil, nil, nil)
            return nil
        case (.open, .working), (.halfOpen, .working):
            close(at: now)
            return .closed
        case (.closed, .failing(let code, let text)):
            guard lastFailed != communication else { return nil }
            failures += 1
            (lastFailed, reason, detail) = (communication, code, text)
            guard options.threshold > 0, failures >= options.threshold else { return nil }
            since = now
            open(at: now, options)
            return .opened
        case (.halfOpen, .failing(let code, let text)):
            (failures, lastFailed, reason, detail) = (failures + 1, communication, code, text)
            open(at: now, options)
            return .stayedOpen
        // It began before the breaker opened.
        case (.open, .failing): return nil
        case (.halfOpen, .unknown):
            // The probe came to nothing; another one may go.
            (state, nextProbeAt) = (.open, now)
            return nil
        case (.closed, .unknown), (.open, .unknown): return nil
        }
    }

    /// Pauses until somebody resumes.
    /// - Returns: whether it was not paused before.
    mutating func pause(by actor: String, reason: String, at now: Timestamp) -> Bool {
        guard state != .paused else { return false }
        (state, since, nextProbeAt, openings) = (.paused, now, nil, 0)
        (changedBy, changeReason) = (actor, reason)
        return true
    }

    /// Closes it, whatever held it.
    /// - Returns: whether it was not closed before.
    mutating func resume(by actor: String, reason: String, at now: Timestamp) -> Bool {
        guard state != .closed else { return false }
        close(at: now)
        (changedBy, changeReason) = (actor, reason)
        return true
    }

    private mutating func open(at now: Timestamp, _ options: BreakerOptions) {
        openings += 1
        state = .open
        nextProbeAt = now.adding(options.wait(afterOpenings: openings))
    }

    private mutating func close(at now: Timestamp) {
        self = Breaker(since: now)
    }
}

extension Timestamp {
    func adding(_ duration: Duration) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(duration.inSeconds * 1_000_000))
    }
}
