import Delivery
import Testing

@Suite("Retry-After") struct RetryAfterTests {
    @Test(
        "is a number of seconds, rounded up, or a date",
        arguments: [
            ("120", RetryAfter.seconds(120)), ("120.1", .seconds(121)), ("120.6", .seconds(121)),
            ("120.0", .seconds(120)), ("0", .seconds(0)), ("99999999999999999999999", .seconds(315_360_000)),
            ("Wed, 21 Oct 2015 07:28:00 GMT", .at(1_445_412_480)),
            ("Wednesday, 21-Oct-15 07:28:00 GMT", .at(1_445_412_480)),
            ("Wed Oct 21 07:28:00 2015", .at(1_445_412_480)), ("Sun Nov  6 08:49:37 1994", .at(784_111_777)),
        ])
    func read(_ example: (text: String, value: RetryAfter)) {
        #expect(RetryAfter(example.text) == example.value)
    }

    @Test(
        "is passed over where it is neither",
        arguments: [
            "invalid", "", "-1", "1e3", "1.", ".5", "1.2.3", "Wed, 21 Oct 2015 07:28:00 CET",
            "Wed, 99 Oct 2015 07:28:00 GMT",
            "Wed, 21 Okt 2015 07:28:00 GMT", "Wed, 21 Oct 2015 27:28:00 GMT",
        ])
    func malformed(_ text: String) {
        #expect(RetryAfter(text) == nil)
    }

    @Test("waits no longer than allowed, and not into the past")
    func bounded() {
        #expect(RetryAfter.seconds(120).wait(from: 1_000, atMost: .seconds(60)) == .seconds(60))
        #expect(RetryAfter.at(1_090).wait(from: 1_000, atMost: .seconds(3_600)) == .seconds(90))
        #expect(RetryAfter.at(900).wait(from: 1_000, atMost: .seconds(3_600)) == .zero)
        #expect(RetryAfter.at(.min).wait(from: 1_000, atMost: .seconds(3_600)) <= .seconds(3_600))
    }
}
