/// A part of a message that can be read member by member on top of what an earlier message said of it.
protocol MemberwiseReadable: NodeReadable {
    /// Takes what one member says, whatever was said before.
    mutating func take(_ field: MessageField, _ value: JSONNode)

    /// Whether a member says, in other words, what is held already: then the record stays shared.
    func holds(_ field: MessageField, _ value: JSONNode) -> Bool

    /// Whether what a member means depends on the others, so that a record with it is read whole once anything changes.
    static func isEntangled(_ field: MessageField, _ value: JSONNode, before old: JSONNode, isChanged: Bool) -> Bool
}

extension MemberwiseReadable {
    func holds(_ field: MessageField, _ value: JSONNode) -> Bool { false }

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
    ///
    /// Objects name their members in one order, and leave some out now and then.
    private func reading<Value: MemberwiseReadable>(_ known: consuming Value, readFrom old: JSONNode) -> Value? {
        if isSame(as: old) { return known }
        guard isObject, old.isObject else { return nil }
        var reading = MemberwiseReading(known)
        var oldMembers = old.members
        for (key, member) in members {
            guard reading.meets(key, member, &oldMembers) else { return nil }
        }
        while let (oldKey, oldMember) = oldMembers.next() {
            guard reading.misses(oldKey, oldMember) else { return nil }
        }
        return reading.value
    }
}
