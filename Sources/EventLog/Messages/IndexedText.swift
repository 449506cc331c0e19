internal import Crypto

/// A text of a message in the form that a column and an index can hold.
///
/// PostgreSQL's text has no U+0000, and a B-tree entry no more than some 2700 bytes. A message with such an order id is
/// stored all the same: U+0000 becomes U+FFFD, and of more than 512 bytes the beginning and a digest of the whole remain.
public struct IndexedText: Hashable, Sendable {
    /// The most bytes of UTF-8 that are kept as they are.
    public static let limit = 512

    public let text: String

    public init(_ original: String) {
        var text = original
        if text.utf8.contains(0) {
            text = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
        }
        guard text.utf8.count > Self.limit else {
            self.text = text
            return
        }
        let digits = Array("0123456789abcdef".utf8)
        let digest = SHA256.hash(data: Array(original.utf8)).prefix(16).flatMap {
            [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
        }
        var start = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            length += UTF8.width(scalar)
            guard length <= 400 else { break }
            start.append(scalar)
        }
        self.text = String(start) + "#" + String(decoding: digest, as: UTF8.self)
    }
}
