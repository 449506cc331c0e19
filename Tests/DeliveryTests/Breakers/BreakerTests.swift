import OMSMessages
import Postgres
import Testing

@testable import Delivery

@Suite("A breaker") struct BreakerTests {
    private static let failure = ChannelHealth.failing(class: "connection", text: "refused")
    private let options = BreakerOptions(
        threshold: 3, interval: .seconds(10), maximumInterval: .seconds(35))

    private func time(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    private func id(_ number: UInt64) -> PostgresUUID { PostgresUUID(high: 0, low: number) }

    /// One that failed so often that it is open, at second 0.
    private func opened() -> Breaker {
        var breaker = Breaker(since: time(0))
        for number in 1...3 { _ = breaker.note(Self.failure, of: id(UInt64(number)), at: time(0), options) }
        return breaker
    }

    @Test("opens after failures one after the other, each of another communication")
    func opens() {
        var breaker = Breaker(since: time(0))
        #expect(breaker.note(Self.failure, of: id(1), at: time(1), options) == nil)
        #expect(breaker.note(Self.failure, of: id(1), at: time(2), options) == nil)
        #expect(breaker.note(Self.failure, of: id(1), at: time(3), options) == nil)
        #expect(breaker.failures == 1, "one that fails again and again says nothing new")
        #expect(breaker.note(Self.failure, of: id(2), at: time(4), options) == nil)
        #expect(breaker.note(.working, of: id(3), at: time(5), options) == nil)
        #expect(breaker.failures == 0 && breaker.reason == nil)
        for number in 4...5 { #expect(breaker.note(Self.failure, of: id(UInt64(number)), at: time(6), options) == nil) }
        #expect(breaker.note(.unknown, of: id(6), at: time(6), options) == nil)
        #expect(breaker.note(Self.failure, of: id(6), at: time(7), options) == .opened)
        #expect(breaker.state == .open && breaker.since == time(7) && breaker.nextProbeAt == time(17))
        #expect(breaker.reason == "connection" && breaker.failures == 3)
        #expect(breaker.note(Self.failure, of: id(7), at: time(8), options) == nil, "it was under way")
        #expect(breaker.nextProbeAt == time(17))
    }

    @Test("waits longer after each probe that fails, up to a limit, and begins anew once one succeeds")
    func probes() {
        var breaker = opened()
        for (now, wait) in [(10, 20), (30, 35), (65, 35)] as [(Int64, Int64)] {
            breaker.state = .halfOpen
            #expect(breaker.note(Self.failure, of: id(9), at: time(now), options) == .stayedOpen)
            #expect(breaker.state == .open && breaker.nextProbeAt == time(now + wait))
            #expect(breaker.since == time(0), "it is out of order since the first time")
        }
        breaker.state = .halfOpen
        #expect(breaker.note(.working, of: id(9), at: time(99), options) == .closed)
        #expect(breaker == Breaker(since: time(99)))
    }

    @Test("closes when something that was under way got through after all")
    func inFlight() {
        var breaker = opened()
        #expect(breaker.note(.working, of: id(9), at: time(1), options) == .closed)
        #expect(breaker.state == .closed)
    }

    @Test("lets another probe go at once when one came to nothing")
    func emptyProbe() {
        var breaker = opened()
        breaker.state = .halfOpen
        #expect(breaker.note(.unknown, of: id(9), at: time(12), options) == nil)
        #expect(breaker.state == .open && breaker.nextProbeAt == time(12))
    }

    @Test("stays paused or gone whatever is heard, until somebody resumes")
    func lasting() {
        var breaker = opened()
        let didPause = breaker.pause(by: "ilse", reason: "maintenance", at: time(5))
        #expect(didPause && breaker.state == .paused && breaker.nextProbeAt == nil)
        let didAgain = breaker.pause(by: "otto", reason: "again", at: time(6))
        #expect(!didAgain && breaker.changedBy == "ilse")
        for health in [ChannelHealth.working, Self.failure, .unknown] {
            #expect(breaker.note(health, of: id(9), at: time(7), options) == nil)
        }
        #expect(breaker.state == .paused && breaker.changeReason == "maintenance")
        #expect(breaker.note(.gone(class: "endpoint_disabled", text: "410"), of: id(9), at: time(8), options) == .gone)
        #expect(breaker.note(.working, of: id(9), at: time(9), options) == nil)
        #expect(breaker.state == .gone && breaker.reason == "endpoint_disabled")
        let didResume = breaker.resume(by: "otto", reason: "it is back", at: time(10))
        #expect(didResume && breaker.state == .closed && breaker.changedBy == "otto" && breaker.reason == nil)
        let didResumeAgain = breaker.resume(by: "ilse", reason: "me too", at: time(11))
        #expect(!didResumeAgain && breaker.changedBy == "otto")
    }

    @Test("never opens by itself with a threshold of 0")
    func off() {
        var breaker = Breaker(since: time(0))
        for number in 1...50 {
            #expect(
                breaker.note(Self.failure, of: id(UInt64(number)), at: time(0), BreakerOptions(threshold: 0)) == nil)
        }
        #expect(breaker.state == .closed)
    }

    @Test("hears from outcomes what is the channel's fault and what the message's")
    func health() {
        func temporary(_ code: String) -> SendOutcome { .temporary(class: code, text: "") }
        func isFailing(_ outcome: SendOutcome) -> Bool { if case .failing = outcome.health { true } else { false } }
        for code in [
            "connection", "timeout", "connection_lost", "tls", "name_resolution", "address_refused", "authentication",
            "http_500", "http_503", "http_429", "http_401", "http_404", "http_redirect", "smtp_421", "smtp_535",
            "smtp_554", "file",
        ] {
            #expect(isFailing(temporary(code)), "\(code)")
        }
        #expect(isFailing(.ambiguous(class: "timeout", text: "")))
        for code in [
            "smtp_450", "smtp_451", "smtp_452", "http_409", "template_error", "worker_stopped", "cancelled",
            "overloaded",
            "busy",
        ] {
            #expect(temporary(code).health == .unknown, "\(code)")
        }
        #expect(SendOutcome.sent(response: "250").health == .working)
        #expect(SendOutcome.permanent(class: "smtp_550", text: "no such user").health == .working)
        #expect(SendOutcome.permanent(class: "http_422", text: "").health == .working)
        #expect(SendOutcome.permanent(class: "recipient", text: "").health == .unknown)
        #expect(
            SendOutcome.permanent(class: "endpoint_disabled", text: "410").health
                == .gone(class: "endpoint_disabled", text: "410"))
    }
}
