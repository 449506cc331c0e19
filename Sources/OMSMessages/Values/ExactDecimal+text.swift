extension ExactDecimal {
    /// Reads a decimal number; nil when `text` is none or has more than 38 digits.
    public init?(_ text: some StringProtocol) { nil }
    /// The digits with at least two after the point, as amounts are shown: `64.00`, `86.855`.
    public var money: String { "" }
}

extension ExactDecimal: LosslessStringConvertible {
    /// Plain digits, no exponent.
    public var description: String { "" }
}
