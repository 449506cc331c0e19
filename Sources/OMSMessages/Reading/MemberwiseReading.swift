/// An object being read on top of what an earlier one was read into.
///
/// Each step returns false where only reading from scratch is sure to give the same: names that stand twice or in another
/// order, and members that mean something only together.
struct MemberwiseReading<Value: MemberwiseReadable> {
    private(set) var value: Value
    private var (isChanged, isEntangled) = (false, false)
    /// The names that the object has, and those that only the earlier one had.
    private var (seen, missed) = (SymbolSet(), SymbolSet())

    init(_ known: consuming Value) { value = known }

    /// Takes a member of the object.
    /// - Parameter oldMembers: the members of the earlier object that stand behind those met so far.
    @inline(__always)
    mutating func meets(_ key: JSONNode, _ member: JSONNode, _ oldMembers: inout JSONNode.Members) -> Bool {
        guard seen.insert(key.symbol), !missed.contains(key.symbol) else { return false }
        var ahead = oldMembers
        guard let (oldKey, oldMember) = ahead.next(), key.isSameName(as: oldKey) else {
            return findsAhead(key, member, &oldMembers)
        }
        oldMembers = ahead
        if member.isSame(as: oldMember) {
            guard let field = key.field else { return true }
            return notes(field, member, before: oldMember, isChanged: false)
        }
        return takes(key, member, before: oldMember)
    }

    /// Takes a member that does not stand where the earlier object has its next one: new, or behind members left out.
    private mutating func findsAhead(
        _ key: JSONNode, _ member: JSONNode, _ oldMembers: inout JSONNode.Members
    ) -> Bool {
        var ahead = oldMembers
        while let (oldKey, oldMember) = ahead.next() {
            guard key.isSameName(as: oldKey) else { continue }
            while let (missedKey, missedMember) = oldMembers.next(), missedMember.isNot(oldMember) {
                guard misses(missedKey, missedMember) else { return false }
            }
            return member.isSame(as: oldMember)
                ? key.field.map { notes($0, member, before: oldMember, isChanged: false) } ?? true
                : takes(key, member, before: oldMember)
        }
        return takes(key, member, before: .null)
    }

    /// Forgets a member that only the earlier object had; false as well if it has the name after all.
    mutating func misses(_ oldKey: JSONNode, _ oldMember: JSONNode) -> Bool {
        guard !seen.contains(oldKey.symbol), missed.insert(oldKey.symbol) else { return false }
        return takes(oldKey, .null, before: oldMember)
    }

    private mutating func takes(_ key: JSONNode, _ member: JSONNode, before old: JSONNode) -> Bool {
        guard let field = key.field else { return true }
        guard notes(field, member, before: old, isChanged: true) else { return false }
        if !value.holds(field, member) { value.take(field, member) }
        return true
    }

    @inline(__always)
    private mutating func notes(
        _ field: MessageField, _ member: JSONNode, before old: JSONNode, isChanged: Bool
    ) -> Bool {
        self.isChanged = self.isChanged || isChanged
        isEntangled = isEntangled || Value.isEntangled(field, member, before: old, isChanged: isChanged)
        return !(self.isChanged && isEntangled)
    }
}

/// Symbols of names. Names without a symbol are never read: they are in no set and may repeat.
private struct SymbolSet {
    private var bits: (UInt64, UInt64, UInt64) = (0, 0, 0)

    func contains(_ symbol: UInt16) -> Bool {
        let bit: UInt64 = 1 << UInt64(symbol & 63)
        switch symbol >> 6 {
        case 0: return bits.0 & bit & ~1 != 0
        case 1: return bits.1 & bit != 0
        case 2: return bits.2 & bit != 0
        default: return false
        }
    }

    /// Adds a symbol; false if it was there, or if it is beyond what the set can tell apart.
    mutating func insert(_ symbol: UInt16) -> Bool {
        let bit: UInt64 = 1 << UInt64(symbol & 63)
        switch symbol >> 6 {
        case 0: return SymbolSet.set(bit & ~1, in: &bits.0) || symbol == 0
        case 1: return SymbolSet.set(bit, in: &bits.1)
        case 2: return SymbolSet.set(bit, in: &bits.2)
        default: return false
        }
    }

    @inline(__always)
    private static func set(_ bit: UInt64, in word: inout UInt64) -> Bool {
        guard bit != 0, word & bit == 0 else { return false }
        word |= bit
        return true
    }
}
