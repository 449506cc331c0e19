extension ExactDecimal: Comparable {
    public static func < (lhs: ExactDecimal, rhs: ExactDecimal) -> Bool { false }
}

extension ExactDecimal {
    /// The exact sum; nil when it has more digits than fit.
    public func adding(_ other: ExactDecimal) -> ExactDecimal? { nil }
    /// The exact sum; the largest representable value where the sum does not fit (38 digits, never money).
    public static func + (lhs: ExactDecimal, rhs: ExactDecimal) -> ExactDecimal { lhs }
    public static func += (lhs: inout ExactDecimal, rhs: ExactDecimal) { lhs = lhs + rhs }
    public static prefix func - (value: ExactDecimal) -> ExactDecimal { value }
}
