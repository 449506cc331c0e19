extension Codec where Value == Int {
    /// A whole number.
    static func integer(_ range: ClosedRange<Int>) -> Codec {
        Codec(
            type: "integer", allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            show: ConfigurationValue.integer
        ) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    /// A number of bytes.
    static func size(_ range: ClosedRange<Int>) -> Codec {
        Codec(
            type: "size",
            allowed: "a size from \(SizeText.text(of: range.lowerBound)) to \(SizeText.text(of: range.upperBound)), "
                + "with a unit (B, KiB, MiB, GiB, KB, MB, GB) or in bytes",
            show: ConfigurationValue.size
        ) { text in SizeText.bytes(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    /// A length of time in whole seconds.
    static func seconds(_ range: ClosedRange<Int>) -> Codec {
        let durations = Duration.seconds(range.lowerBound)...Duration.seconds(range.upperBound)
        return Codec(
            type: "duration", allowed: Codec<Duration>.allowed(durations) + ", in whole seconds",
            show: { .duration(.seconds($0)) }
        ) { text in
            guard let duration = DurationText.duration(text), durations.contains(duration),
                duration.components.attoseconds == 0
            else { return nil }
            return Int(duration.components.seconds)
        }
    }
}

extension Codec where Value == Duration {
    /// A length of time.
    static func duration(_ range: ClosedRange<Duration>) -> Codec {
        Codec(type: "duration", allowed: allowed(range), show: ConfigurationValue.duration) { text in
            DurationText.duration(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    fileprivate static func allowed(_ range: ClosedRange<Duration>) -> String {
        "a duration from \(DurationText.text(of: range.lowerBound)) to \(DurationText.text(of: range.upperBound)), "
            + "with units (ms, s, m, h, d)"
    }
}
