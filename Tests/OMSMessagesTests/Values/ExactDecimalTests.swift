import OMSMessages
import Testing

@Suite("Exact decimals")
struct ExactDecimalTests {
    @Test(
        "text becomes digits and scale in lowest terms",
        arguments: [
            ("0", 0, 0, "0", "0.00"), ("-0", 0, 0, "0", "0.00"), ("000", 0, 0, "0", "0.00"),
            ("0.000", 0, 0, "0", "0.00"),
            ("64", 64, 0, "64", "64.00"), ("64.0", 64, 0, "64", "64.00"), ("31.20", 312, 1, "31.2", "31.20"),
            ("86.855", 86855, 3, "86.855", "86.855"), ("-0.05", -5, 2, "-0.05", "-0.05"),
            ("+1.5e3", 1500, 0, "1500", "1500.00"), ("15E-1", 15, 1, "1.5", "1.50"),
            ("1200", 1200, 0, "1200", "1200.00"),
            ("0.0010", 1, 3, "0.001", "0.001"), (".5", 5, 1, "0.5", "0.50"), ("5.", 5, 0, "5", "5.00"),
            ("100.010", 10001, 2, "100.01", "100.01"), ("0e999999999999", 0, 0, "0", "0.00"),
            (
                "1000000000000000000000", 1_000_000_000_000_000_000_000, 0, "1000000000000000000000",
                "1000000000000000000000.00"
            ),
        ] as [(String, Int128, UInt8, String, String)])
    func parsing(text: String, coefficient: Int128, scale: UInt8, plain: String, money: String) throws {
        let value = try #require(ExactDecimal(text))
        #expect(value.coefficient == coefficient)
        #expect(value.scale == scale)
        #expect(value.description == plain)
        #expect(value.money == money)
        #expect(ExactDecimal(plain) == value)
        #expect(ExactDecimal(coefficient: coefficient, scale: scale) == value)
    }

    @Test(
        "what is no number, or does not fit, is nil",
        arguments: [
            "", "-", "+", ".", "e5", "1e", "1e+", "--1", "1.2.3", "1,5", " 1", "1 ", "1e1.5", "abc", "0x10", "NaN", "١",
            "1e38", "1e-39", "1e999999999999999999999", String(repeating: "9", count: 39),
            "0." + String(repeating: "0", count: 38) + "1", "1." + String(repeating: "1", count: 38),
        ])
    func refused(text: String) { #expect(ExactDecimal(text) == nil) }

    @Test("38 digits fit, on either side of the point")
    func longest() throws {
        let nines = String(repeating: "9", count: 38)
        for text in [nines, "-" + nines, "0." + nines, String(nines.dropLast()) + ".1", "1e37", "1e-38"] {
            let value = try #require(ExactDecimal(text))
            #expect(ExactDecimal(value.description) == value)
        }
        #expect(ExactDecimal(nines + ".000") == ExactDecimal(nines))
    }

    @Test("sums are exact over scales")
    func sums() {
        #expect(decimal("0.1")! + decimal("0.2")! == decimal("0.3"))
        #expect(decimal("59.50")! + decimal("5.95")! + decimal("21.40")! == decimal("86.85"))
        #expect(decimal("1")! + decimal("-1")! == .zero)
        #expect(decimal("1e30")! + decimal("0.00001")! == decimal("1000000000000000000000000000000.00001"))
        var total = ExactDecimal.zero
        total += decimal("0.1")!
        #expect(total == decimal("0.1"))
        #expect(-decimal("1.5")! == decimal("-1.5"))
        #expect(decimal("-1.5")!.magnitude == decimal("1.5"))
    }

    @Test("a sum that does not fit stops nothing")
    func overflow() {
        let huge = decimal(String(repeating: "9", count: 38))!
        let tiny = decimal("1e-38")!
        #expect(huge.adding(huge.magnitude) == nil)
        #expect(huge.adding(tiny) == nil)
        #expect(huge + huge == huge)
        #expect(tiny + huge == huge)
        #expect(-ExactDecimal(coefficient: .min, scale: 0) == ExactDecimal(coefficient: .max, scale: 0))
        #expect(ExactDecimal(coefficient: 12, scale: 255).scale <= 38)
        #expect(ExactDecimal(coefficient: .max, scale: 38) > .zero)
    }

    @Test("order holds across scales and signs, however large the numbers")
    func comparison() {
        let ascending = [
            "-" + String(repeating: "9", count: 38), "-10", "-1.51", "-1.5", "-0.01",
            "-0.00000000000000000000000000000000000001", "0", "0.00000000000000000000000000000000000001", "0.009",
            "0.01",
            "1", "1.00000000000000000000000000000001", "1.5", "1.51", "10", "1e37", String(repeating: "9", count: 38),
        ].map { decimal($0)! }
        for (left, smaller) in ascending.enumerated() {
            for (right, larger) in ascending.enumerated() {
                #expect((smaller < larger) == (left < right))
                #expect((smaller == larger) == (left == right))
            }
        }
    }

    @Test("random sums agree with whole numbers of a thousandth")
    func randomSums() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let left = Int.random(in: -10_000_000...10_000_000, using: &random)
            let right = Int.random(in: -10_000_000...10_000_000, using: &random)
            let a = ExactDecimal(coefficient: Int128(left), scale: 3)
            let b = ExactDecimal(coefficient: Int128(right), scale: 3)
            #expect(a + b == ExactDecimal(coefficient: Int128(left + right), scale: 3))
            #expect((a < b) == (left < right))
            #expect(ExactDecimal(a.description) == a)
            #expect(ExactDecimal(a.money) == a)
        }
    }
}
