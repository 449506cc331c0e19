/// The rank of every code, worked out beforehand for the known ones: it is asked of each status of each message.
public struct CodeRanks: Sendable {
    private let known: [UInt8]
    private let rank: @Sendable (Code) -> UInt8

    /// - Parameter rank: the rank of any code; always the same for the same code.
    public init(_ rank: @escaping @Sendable (Code) -> UInt8) {
        self.rank = rank
        known = (0..<KnownCodes.all.count).map { rank(Code(known: KnownCodes.Place($0))) }
    }

    public subscript(_ code: Code) -> UInt8 {
        code.place == KnownCodes.none ? rank(code) : known[Int(code.place)]
    }
}
