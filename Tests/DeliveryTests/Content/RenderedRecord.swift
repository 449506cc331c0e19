import Delivery
import FoundationEssentials
import OrderModel

/// The stored results of rendering: how they are written, found and recorded anew.
enum RenderedRecord {
    static let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Rendered"

    /// Whether results are recorded instead of compared. Nobody sets it but a person who then reads the difference.
    static var isRecording: Bool { ProcessInfo.processInfo.environment["HERALD_RECORD_RENDERED"] == "1" }

    /// Where the HTML of everything is written, to be looked at.
    static var gallery: String? { ProcessInfo.processInfo.environment["HERALD_RECORD_HTML"] }

    /// One variant as the file shows it.
    /// - Parameter shown: the variants shown so far by their hash; one that is the same is named instead.
    static func section(
        _ letter: SampleLetter, _ content: RenderedContent, _ shown: inout [String: Variant]
    ) -> String {
        let hash = StableHash.text([content.subject, content.text, content.html, content.textMessage])
        var text = "════ \(letter.variant.rawValue) ════ \(hash)\n"
        if let same = shown[hash] { return text + "The same as: \(same.rawValue)\n\n" }
        shown[hash] = letter.variant
        let differsInWords: [Variant] = [.plain, .partial, .split, .noTracking, .bare]
        guard differsInWords.contains(letter.variant) || letter.locale == "en_US" else { return text }
        text += "Subject: \(content.subject)\nText message: \(content.textMessage)\n\n\(shortened(content.text))\n"
        return text
    }

    /// Long lists lose their middle; the hash knows it.
    private static func shortened(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 120 else { return text }
        return (lines.prefix(14) + ["⋮ \(lines.count - 44) lines"] + lines.suffix(30)).joined(separator: "\n")
    }

    static func read(_ name: String) -> String? { try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }

    /// The first line in which two texts differ, for a message that can be read.
    static func firstDifference(_ found: String, _ stored: String) -> String {
        let (left, right) = (found.split(separator: "\n"), stored.split(separator: "\n"))
        for (index, line) in left.enumerated() where index >= right.count || right[index] != line {
            return "found '\(line)', stored '\(index < right.count ? right[index] : "nothing")'"
        }
        return "stored '\(right.dropFirst(left.count).first ?? "blanks")' besides"
    }
}
