import Testing

@testable import HeraldConfiguration

@Suite("Durations and sizes as text")
struct DurationTextTests {
    @Test(
        "A duration is whole numbers with units, the larger first",
        arguments: [
            ("90s", Duration.seconds(90)), ("15m", .seconds(900)), ("14d", .seconds(14 * 86_400)),
            ("2h30m", .seconds(9000)), ("250ms", .milliseconds(250)), ("1s500ms", .milliseconds(1500)), ("0s", .zero),
            ("1d2h3m4s5ms", .milliseconds(93_784_005)),
        ])
    func durations(_ example: (text: String, duration: Duration)) {
        #expect(DurationText.duration(example.text) == example.duration)
    }

    @Test(
        "Anything else is no duration",
        arguments: [
            "", "5", "s", "-5s", "+5s", "5 s", "1.5h", "30m2h", "1h1h", "5sec", "5S", "９s", "99999999999999999999s",
            "9223372036854775807d", "1h30",
        ])
    func noDurations(_ text: String) { #expect(DurationText.duration(text) == nil) }

    @Test(
        "Writing and reading again gives the same duration",
        arguments: [0, 1, 250, 1000, 90_000, 5_400_000, 1_209_600_001])
    func roundTrip(_ milliseconds: Int) {
        let duration = Duration.milliseconds(milliseconds)
        #expect(DurationText.duration(DurationText.text(of: duration)) == duration)
    }

    @Test("The largest units come first and none is zero")
    func written() {
        #expect(DurationText.text(of: .seconds(90)) == "1m30s")
        #expect(DurationText.text(of: .seconds(14 * 86_400)) == "14d")
        #expect(DurationText.text(of: .milliseconds(250)) == "250ms")
        #expect(DurationText.text(of: .zero) == "0s")
    }

    @Test(
        "A size is a whole number, in bytes or with a unit",
        arguments: [
            ("8MiB", 8_388_608), ("8 MiB", 8_388_608), ("512KiB", 524_288), ("1GiB", 1_073_741_824), ("2MB", 2_000_000),
            ("4096", 4096), ("10B", 10), ("1kB", 1000),
        ])
    func sizes(_ example: (text: String, bytes: Int)) { #expect(SizeText.bytes(example.text) == example.bytes) }

    @Test("Anything else is no size", arguments: ["", "MiB", "-1", "1.5MiB", "8mib", "8M", "99999999999GiB"])
    func noSizes(_ text: String) { #expect(SizeText.bytes(text) == nil) }

    @Test("A size is written in the largest unit that divides it")
    func sizesWritten() {
        #expect([8_388_608, 1536, 1000, 1 << 30].map(SizeText.text(of:)) == ["8MiB", "1536", "1000", "1GiB"])
        #expect(SizeText.text(of: 3 << 19) == "1536KiB")
    }
}
