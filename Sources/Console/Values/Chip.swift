/// A status as one word, with a colour that says the same.
public struct Chip: PageValue, Hashable {
    public enum Tone: String, Sendable {
        /// It is as it should be.
        case good
        /// It goes on by itself.
        case running
        /// It waits for something or somebody.
        case waiting
        /// It went wrong, and a person is needed.
        case bad
        /// Nothing follows from it.
        case quiet
    }

    public let text: String
    public let tone: String

    public init(_ text: String, _ tone: Tone) {
        self.text = text
        self.tone = tone.rawValue
    }
}
