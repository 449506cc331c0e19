/// A part of a message that is read member by member into a value that starts out empty.
///
/// Values are read where they will stay: the larger ones are costly to copy.
protocol NodeReadable {
    init()

    /// Takes what `node`, an object, says; false when it says nothing usable.
    mutating func read(_ node: JSONNode) -> Bool
}

extension OrderSnapshot {
    init() { self.init(id: "") }
}

extension OrderSnapshot.Customer {
    init() { self.init(id: nil) }
}

extension OrderLine {
    /// A line that no member has been read for; its number is none yet.
    init() { self.init(lineNumber: -1) }
}

extension JSONNode {
    /// What an object says; nil for anything else.
    func reading<Value: NodeReadable>() -> Value? {
        guard isObject else { return nil }
        var value = Value()
        return value.read(self) ? value : nil
    }

    /// Reads every element; those that say nothing usable are left out.
    func list<Element: NodeReadable>() -> [Element] {
        let most = elements.reduce(into: 0) { count, _ in count += 1 }
        guard most > 0 else { return [] }
        // Each is read where it will stay.
        var result: [Element] = []
        result.reserveCapacity(most)
        for element in elements where element.isObject {
            result.append(Element())
            if !result[result.endIndex - 1].read(element) { result.removeLast() }
        }
        return result
    }
}
