/// A value that copies share until one of them is changed: copying costs one count, however much the value holds.
///
/// A snapshot repeats nearly all of the one before it, and the state of an order is asked for its lines, shipments and
/// returns all the time; each of those has dozens of fields.
public struct Shared<Value: Hashable & Sendable>: Sendable {
    @usableFromInline
    final class Box: @unchecked Sendable {
        // Safety: changed only by the one `Shared` that holds the box alone.
        @usableFromInline @exclusivity(unchecked) var value: Value
        @usableFromInline
        init(_ value: Value) { unsafe self.value = value }
    }

    @usableFromInline var box: Box

    @inlinable public init(_ value: Value) { box = Box(value) }

    @inlinable public var value: Value {
        @inline(__always) _read { yield unsafe box.value }
        @inline(__always) _modify {
            if !isKnownUniquelyReferenced(&box) { box = unsafe Box(box.value) }
            yield unsafe &box.value
        }
    }

    /// Whether both are one and the same, so that nobody need look whether they are equal.
    @inlinable public func isIdentical(to other: Shared) -> Bool { box === other.box }
}

extension Shared: Hashable {
    @inlinable public static func == (lhs: Shared, rhs: Shared) -> Bool {
        lhs.box === rhs.box || lhs.value == rhs.value
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
