/// A status, reason, type or method code, kept as the OMS spelled it and compared without regard to spelling.
///
/// The OMS writes one code in several ways (`PENDING RELEASE`, `PENDING_RELEASE`, `PendingRelease`). Two codes mean the
/// same when they are equal after upper-casing and dropping everything that is not a letter or digit.
/// Source: decision table, section 1 ("Codes"); message reference, section 3.
public struct Code: Sendable {
    // Messages are full of codes, and each is handed on many times: a known one is no more than a number, whose copies count no
    // references.
    /// Which of the known codes it is; ``KnownCodes/none`` for any other.
    let place: KnownCodes.Place
    /// What it says if it is none of them.
    private let other: Text?

    /// What a code says that is no known one.
    private final class Text: Sendable {
        let raw: String
        let normalized: String

        init(raw: String, normalized: String) {
            self.raw = raw
            self.normalized = normalized
        }
    }

    /// Makes a code from the text of a message.
    /// - Parameter raw: any text; an empty one is a code that matches nothing.
    public init(_ raw: String) {
        var text = raw
        if let place = text.withUTF8({ utf8 in unsafe KnownCodes.all.place(of: utf8) }) {
            self.init(known: place)
        } else {
            self.init(other: raw, normalized: Code.normalize(raw))
        }
    }

    init(known place: KnownCodes.Place) {
        self.place = place
        other = nil
    }

    /// - Parameter raw: no known spelling: equal codes must be made alike.
    init(other raw: String, normalized: String) {
        place = KnownCodes.none
        other = Text(raw: raw, normalized: normalized)
    }

    /// The text as it arrived, trimmed; shown to people.
    public var raw: String { other?.raw ?? KnownCodes.all.raw(place) }

    /// The spelling-independent form; used in every comparison.
    public var normalized: String { other?.normalized ?? KnownCodes.all.normalized(place) }

    /// Whether this code means the same as one of `names`, each given in normalized spelling.
    @inlinable
    public func isOne(of names: String...) -> Bool { names.contains(normalized) }

    /// The same for two names, without a list of them.
    @inlinable
    public func isOne(of first: String, _ second: String) -> Bool {
        let normalized = normalized
        return normalized == first || normalized == second
    }

    /// Upper-cases without regard to the locale and drops whatever is not a letter or digit.
    public static func normalize(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }) { return text }
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(
                decoding: text.utf8.compactMap { byte -> UInt8? in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A: byte
                    case 0x61...0x7A: byte - 0x20
                    default: nil
                    }
                }, as: UTF8.self)
        }
        return text.uppercased().filter { $0.isLetter || $0.isNumber }
    }
}

extension Code: Hashable {
    public static func == (lhs: Code, rhs: Code) -> Bool {
        lhs.place == rhs.place && (lhs.other === rhs.other || lhs.other?.raw == rhs.other?.raw)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(raw) }
}

extension Code: CustomStringConvertible {
    public var description: String { raw }
}
