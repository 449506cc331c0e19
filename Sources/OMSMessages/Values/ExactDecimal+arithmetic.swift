extension ExactDecimal: Comparable {
    public static func < (lhs: ExactDecimal, rhs: ExactDecimal) -> Bool {
        if lhs.scale == rhs.scale { return lhs.coefficient < rhs.coefficient }
        // The whole parts decide; only when they are equal the fractions, brought to 38 places, where they still fit.
        let left = lhs.parts
        let right = rhs.parts
        return (left.whole, left.fraction) < (right.whole, right.fraction)
    }

    private var parts: (whole: Int128, fraction: Int128) {
        let (whole, fraction) = coefficient.quotientAndRemainder(dividingBy: ExactDecimal.powers[Int(scale)])
        return (whole, fraction * ExactDecimal.powers[38 - Int(scale)])
    }
}

extension ExactDecimal {
    /// 10 to the power of 0 up to 38, the largest that fits.
    static let powers: [Int128] = {
        var powers: [Int128] = [1]
        for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// The exact sum; nil when it has more digits than fit.
    public func adding(_ other: ExactDecimal) -> ExactDecimal? {
        let places = max(scale, other.scale)
        let left = coefficient.multipliedReportingOverflow(by: ExactDecimal.powers[Int(places - scale)])
        let right = other.coefficient.multipliedReportingOverflow(by: ExactDecimal.powers[Int(places - other.scale)])
        guard !left.overflow, !right.overflow else { return nil }
        let sum = left.partialValue.addingReportingOverflow(right.partialValue)
        return sum.overflow ? nil : ExactDecimal(coefficient: sum.partialValue, scale: places)
    }

    /// The exact sum. One that does not fit (38 digits, never money) becomes the larger summand, so that hostile
    /// amounts cannot stop the service.
    public static func + (lhs: ExactDecimal, rhs: ExactDecimal) -> ExactDecimal {
        lhs.adding(rhs) ?? (lhs.magnitude < rhs.magnitude ? rhs : lhs)
    }

    public static func += (lhs: inout ExactDecimal, rhs: ExactDecimal) { lhs = lhs + rhs }

    public static prefix func - (value: ExactDecimal) -> ExactDecimal {
        let negated = Int128(0).subtractingReportingOverflow(value.coefficient)
        return ExactDecimal(reduced: negated.overflow ? Int128.max : negated.partialValue, scale: value.scale)
    }

    /// The value without its sign.
    public var magnitude: ExactDecimal { coefficient < 0 ? -self : self }
}
