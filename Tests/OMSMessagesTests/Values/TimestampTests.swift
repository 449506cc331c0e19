import Foundation
import OMSMessages
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test("the usual form, which is read digit by digit, means the same as with a fraction, which is not")
    func usualForm() {
        let days = ["2026-02-28", "2026-02-29", "2024-02-29", "2026-04-31", "0001-01-01", "0002-01-01", "9998-12-31"]
        let times = ["00:00:00", "23:59:59", "23:59:60", "24:00:00", "12:60:00", "1a:00:00", "12:3/:00", "12:00:0:"]
        let offsets = ["", "Z", "+00:00", "+05:45", "-07:00", "+24:00", "+01:60", "-0a:00"]
        var accepted = 0
        for day in days {
            for time in times {
                for offset in offsets {
                    let usual = Timestamp("\(day)T\(time)\(offset)")
                    #expect(usual == Timestamp("\(day)T\(time).0\(offset)"), "\(day)T\(time)\(offset)")
                    #expect(usual == Timestamp("\(day) \(time)\(offset)"))
                    if usual != nil { accepted += 1 }
                }
            }
        }
        #expect(accepted > 50)
    }

    @Test(
        "every accepted form names its instant and keeps its offset",
        arguments: [
            ("2026-02-03T18:42:31+00:00", "2026-02-03T18:42:31Z", 0),
            ("2026-02-03T18:42:31Z", "2026-02-03T18:42:31Z", 0),
            ("2026-02-03t18:42:31z", "2026-02-03T18:42:31Z", 0), ("2026-02-03T18:42:31", "2026-02-03T18:42:31Z", 0),
            ("2026-02-03 18:42:31", "2026-02-03T18:42:31Z", 0), ("2026-02-03T18:42", "2026-02-03T18:42:00Z", 0),
            ("2026-05-04 09:30:00-07:00", "2026-05-04T16:30:00Z", -420),
            ("2026-05-04 09:30:00 -0700", "2026-05-04T16:30:00Z", -420),
            ("2026-05-04 09:30:00 UTC", "2026-05-04T09:30:00Z", 0),
            ("2026-02-03T19:42:10+0100", "2026-02-03T18:42:10Z", 60),
            ("2026-02-03T19:42:10+01", "2026-02-03T18:42:10Z", 60),
            ("2026-02-03T19:42:10+05:45", "2026-02-03T13:57:10Z", 345),
            ("2026-02-19", "2026-02-19T00:00:00Z", 0), ("2026-02-03T18:42:31.5Z", "2026-02-03T18:42:31.5Z", 0),
            ("2026-02-03T18:42:31.000Z", "2026-02-03T18:42:31Z", 0),
            ("2026-02-03T18:42:31,25Z", "2026-02-03T18:42:31.25Z", 0),
            ("2026-02-03T18:42:31.123456789+00:00", "2026-02-03T18:42:31.123456Z", 0),
            ("2026-02-03T18:42:31.000000999Z", "2026-02-03T18:42:31Z", 0),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", 0), ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", 0),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", 0),
            ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z", 0),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z", 0),
        ])
    func accepted(text: String, utc: String, offset: Int) throws {
        let value = try #require(Timestamp(text))
        #expect(value.rfc3339UTC == utc)
        #expect(Int(value.offsetMinutes) == offset)
        #expect(value.dayUTC == String(utc.prefix(10)))
        #expect(Timestamp(value.rfc3339) == value)
    }

    @Test(
        "anything else is nil",
        arguments: [
            "", "2026", "2026-02", "2026-2-3", "2026-13-01", "2026-00-10", "2026-02-30", "2025-02-29", "1900-02-29",
            "0000-00-00", "0000-00-00 00:00:00", "0000-12-31", "2026-02-03T", "2026-02-03T24:00:00", "2026-02-03T18",
            "2026-02-03T18:60", "2026-02-03T18:42:61", "2026-02-03T18:42:31.", "2026-02-03T18:42:31.Z",
            "2026-02-03T18:42:31+", "2026-02-03T18:42:31+1", "2026-02-03T18:42:31+24:00", "2026-02-03T18:42:31+01:60",
            "2026-02-03T18:42:31 ", "2026-02-03T18:42:31ZZ", "2026-02-03T18:42:31 EST", "2026-02-03X18:42:31",
            "12026-02-03", "-2026-02-03", "1770000000", "yesterday", "0001-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00", "9999-12-31T23:59:60Z",
        ])
    func refused(text: String) { #expect(Timestamp(text) == nil) }

    @Test("the offset is kept for people and ignored by the order of instants")
    func offsets() throws {
        let local = try #require(moment("2026-02-03T19:42:31.250+01:00"))
        let utc = try #require(moment("2026-02-03T18:42:31.25Z"))
        #expect(local.rfc3339 == "2026-02-03T19:42:31.25+01:00")
        #expect(local.microseconds == utc.microseconds)
        #expect(local != utc)
        #expect(try #require(moment("2026-01-01T00:30:00-03:30")).rfc3339 == "2026-01-01T00:30:00-03:30")
        #expect(try #require(moment("2026-02-03T23:00:00-05:00")).dayUTC == "2026-02-04")
    }

    @Test("10,000 random instants read and written like Foundation does")
    func againstFoundation() throws {
        var random = SeededRandom(seed: 20_260_203)
        let whole = Date.ISO8601FormatStyle()
        for _ in 0..<10_000 {
            let seconds = Int64.random(in: -62_000_000_000...253_000_000_000, using: &random)
            let date = Date(timeIntervalSince1970: Double(seconds))
            let timestamp = Timestamp(microseconds: seconds * 1_000_000)
            // Foundation's calendar is Julian before 1582-10-15; ours is Gregorian throughout.
            if seconds >= -12_219_292_800 {
                #expect(timestamp.rfc3339UTC == whole.format(date))
            }
            let offset = Int.random(in: -14 * 60...14 * 60, using: &random)
            let shifted = Timestamp(
                microseconds: seconds * 1_000_000 + Int64(random.below(1_000_000)), offsetMinutes: Int16(offset))
            #expect(Timestamp(shifted.rfc3339) == shifted)
            #expect(Timestamp(shifted.rfc3339UTC)?.microseconds == shifted.microseconds)
        }
    }

    @Test("no value traps, not even the ends of the range")
    func extremes() {
        for microseconds in [Int64.min, Int64.max, 0, -1] {
            for offset in [Int16.min, .max, 0] {
                let value = Timestamp(microseconds: microseconds, offsetMinutes: offset)
                #expect(!value.rfc3339.isEmpty && !value.rfc3339UTC.isEmpty && !value.dayUTC.isEmpty)
            }
        }
    }
}
