/// How a text is cut into segments of text messages, for each of which a sender pays.
///
/// Source: 3GPP TS 23.038, section 6.2.1 (the default alphabet and its extension) and TS 23.040, section 9.2.3.24.1 (a long
/// message gives six bytes of each segment to its header).
public struct MessageSegments: Hashable, Sendable {
    /// How the characters are written.
    public let encoding: Encoding
    /// Units of the encoding: septets or 16-bit code units.
    public let units: Int
    /// Segments; one for an empty text.
    public let count: Int

    public enum Encoding: Hashable, Sendable {
        /// The default alphabet; a character of its extension takes two septets.
        case gsm7
        /// For every text with a character that the default alphabet lacks.
        case ucs2

        /// Units of a message of one segment, and of each of several.
        var capacity: (single: Int, each: Int) {
            switch self {
            case .gsm7: (160, 153)
            case .ucs2: (70, 67)
            }
        }
    }

    public init(_ text: String) {
        let septets = text.unicodeScalars.map { MessageSegments.septets($0) }
        let isGSM = septets.allSatisfy { $0 > 0 }
        encoding = isGSM ? .gsm7 : .ucs2
        let sizes = isGSM ? septets : text.unicodeScalars.map { UTF16.width($0) }
        units = sizes.reduce(0, +)
        guard units > encoding.capacity.single else {
            count = 1
            return
        }
        // Neither an escaped character nor a surrogate pair is divided between segments.
        var (segments, used) = (1, 0)
        for size in sizes {
            if used + size > encoding.capacity.each {
                segments += 1
                used = 0
            }
            used += size
        }
        count = segments
    }

    /// The beginning of a text that fits into so many segments, ending in an ellipsis where something is left out.
    ///
    /// A link at its end is kept whole, after fewer words, or left out whole: a part of it would lead nowhere.
    public static func fitting(_ text: String, into maximum: Int) -> String {
        guard MessageSegments(text).count > max(1, maximum) else { return text }
        let characters = Array(text)
        guard let space = characters.lastIndex(where: \.isWhitespace), isLink(characters[space...]) else {
            let kept = characters.prefix(longest(characters[...], "...", maximum))
            let word = (kept.lastIndex(where: \.isWhitespace) ?? -1) + 1
            // The cut lies in a link, or the ellipsis would be taken for a part of it.
            return String(isLink(characters[word...].prefix { !$0.isWhitespace }) ? kept[..<word] : kept) + "..."
        }
        let ending = "..." + String(characters[space...])
        let length = longest(characters[..<space], ending, maximum)
        // So few words that nobody would know what the link is about.
        guard length >= 20 else { return fitting(String(characters[..<space]), into: maximum) }
        return String(characters.prefix(length)) + ending
    }

    private static func isLink(_ word: ArraySlice<Character>) -> Bool { String(word).contains("://") }

    /// How many characters fit before this ending. By characters, so that none is divided.
    private static func longest(_ characters: ArraySlice<Character>, _ ending: String, _ maximum: Int) -> Int {
        var (shortest, longest) = (0, characters.count)
        while shortest < longest {
            let middle = (shortest + longest + 1) / 2
            let fits = MessageSegments(String(characters.prefix(middle)) + ending).count <= max(1, maximum)
            if fits { shortest = middle } else { longest = middle - 1 }
        }
        return shortest
    }

    /// 1 or 2; 0 for a character that the alphabet lacks.
    private static func septets(_ scalar: Unicode.Scalar) -> Int {
        basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : 0
    }

    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)
}
