extension JSONNode {
    /// Whether this value is spelled byte for byte as another one, maybe of another document.
    func isSame(as other: JSONNode) -> Bool {
        kind == other.kind && (unsafe bytesEqual(raw, other.raw))
    }

    /// Whether two keys are the same name.
    func isSameName(as other: JSONNode) -> Bool {
        if symbol != 0 || other.symbol != 0 { return symbol == other.symbol }
        return unsafe bytesEqual(raw, other.raw)
    }
}
