/// Bytes that nobody can guess.
enum RandomBytes {
    /// Bytes of the system's generator.
    /// - Parameter words: how many times eight of them.
    static func make(words: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<words).flatMap { _ in
            let word: UInt64 = generator.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
    }
}
