internal import Crypto

/// The text of an access token and its hash.
enum TokenText {
    /// Recognisable in places where it should not be.
    static let prefix = "herald_"

    /// A new token: 256 random bits.
    static func random() -> String { prefix + Hexadecimal.text(RandomBytes.make(words: 4)) }

    /// SHA-256 of a token.
    static func hash(_ token: some StringProtocol) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

    /// Compares in a time that does not depend on where the bytes differ.
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }
}
