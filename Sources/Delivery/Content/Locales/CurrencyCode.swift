/// What ISO 4217 says of a currency: how many digits its smallest unit has.
enum CurrencyCode {
    private static let without: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ]
    private static let withThree: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

    /// Digits after the point that every amount shows; two for a currency that is not known.
    static func digits(_ code: String) -> Int { without.contains(code) ? 0 : withThree.contains(code) ? 3 : 2 }

    /// Whether a text can be a code; anything else an order names is shown as it is, behind the number.
    static func isCode(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
