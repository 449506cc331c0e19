/// A decimal number without rounding: money, tax rates, weights.
///
/// The OMS sends amounts as JSON numbers or as text (`64`, `"31.20"`); neither passes through binary floating point here.
/// Values are kept in lowest terms (no trailing zeros after the point), so that `31.2` and `31.20` are equal.
/// Source: message reference, section 3 ("money", "tax rate").
public struct ExactDecimal: Hashable, Sendable {
    /// The digits without the point, signed.
    public let coefficient: Int128
    /// How many of the digits stand after the point, 0 to 38.
    public let scale: UInt8

    public static let zero = ExactDecimal(coefficient: 0, scale: 0)

    /// Makes `coefficient / 10^scale`, in lowest terms; digits past the 38th place are dropped.
    public init(coefficient: Int128, scale: UInt8) {
        var digits = coefficient
        var places = scale
        while places > 0, places > 38 || digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        self.coefficient = digits
        self.scale = places
    }

    /// Takes over a coefficient that does not end in zero unless `scale` is 0.
    init(reduced coefficient: Int128, scale: UInt8) {
        self.coefficient = coefficient
        self.scale = scale
    }
}
