/// A part of a message that can be read member by member on top of what an earlier message said of it.
protocol MemberwiseReadable: NodeReadable {
    /// Takes what one member says, whatever was said before.
    mutating func take(_ field: MessageField, _ value: JSONNode)

    /// Whether what a member means depends on the others, so that a record with it is read whole once anything changes.
    static func isEntangled(_ field: MessageField, _ value: JSONNode, before old: JSONNode, isChanged: Bool) -> Bool
}

extension MemberwiseReadable {
    static func isEntangled(
        _ field: MessageField, _ value: JSONNode, before old: JSONNode, isChanged: Bool
    ) -> Bool { false }
}

extension JSONNode {
    /// Reads every element, and takes over from an earlier list what it says in the same words.
    /// - Parameter known: the earlier list.
    func list<Element: MemberwiseReadable>(knowing known: SnapshotMemory.List<Element>?) -> [Element] {
        guard let known else { return list() }
        if isSame(as: known.node) { return known.values }
        var old = known.node.elements
        var place = 0
        var result: [Element] = []
        result.reserveCapacity(known.values.count)
        for element in elements where element.isObject {
            var earlier: JSONNode?
            if place < known.values.count { earlier = old.next() }
            if let earlier, let value: Element = element.reading(known.values[place], readFrom: earlier) {
                result.append(value)
            } else if let value: Element = element.reading() {
                result.append(value)
            }
            place += 1
        }
        return result
    }

    /// What this object says, given what another one was read into; nil where it must be read from scratch.
    private func reading<Value: MemberwiseReadable>(_ known: Value, readFrom old: JSONNode) -> Value? {
        guard isObject, old.isObject else { return nil }
        var value = known
        var (isChanged, isEntangled) = (false, false)
        var seen = FieldSet()
        var oldMembers = old.members
        for (key, member) in members {
            // The same names in the same order, each once: then a member's value is all that can differ.
            guard let (oldKey, oldMember) = oldMembers.next(), key.isSameName(as: oldKey), seen.insert(key.symbol)
            else { return nil }
            let isSame = member.isSame(as: oldMember)
            guard let field = key.field else { continue }
            isChanged = isChanged || !isSame
            isEntangled =
                isEntangled || Value.isEntangled(field, member, before: oldMember, isChanged: !isSame)
            if isChanged, isEntangled { return nil }
            if !isSame { value.take(field, member) }
        }
        return oldMembers.next() == nil ? value : nil
    }
}

/// The symbols of the names that an object has had so far.
private struct FieldSet {
    private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Adds a symbol; false if it was there. Names without a symbol are never read and may repeat.
    mutating func insert(_ symbol: UInt16) -> Bool {
        guard symbol > 0 else { return true }
        let bit: UInt64 = 1 << UInt64(symbol & 63)
        switch symbol >> 6 {
        case 0: return FieldSet.set(bit, in: &bits.0)
        case 1: return FieldSet.set(bit, in: &bits.1)
        case 2: return FieldSet.set(bit, in: &bits.2)
        case 3: return FieldSet.set(bit, in: &bits.3)
        default: return false
        }
    }

    @inline(__always)
    private static func set(_ bit: UInt64, in word: inout UInt64) -> Bool {
        guard word & bit == 0 else { return false }
        word |= bit
        return true
    }
}
