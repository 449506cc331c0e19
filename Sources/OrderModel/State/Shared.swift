/// A value that copies share until one of them is changed: copying costs one count, however much the value holds.
///
/// An order's state is asked for its lines, shipments and returns all the time, and each of those has dozens of fields.
public struct Shared<Value: Hashable & Sendable>: Sendable {
    @usableFromInline
    final class Box: @unchecked Sendable {
        // Safety: changed only by the one `Shared` that holds the box alone.
        @usableFromInline @exclusivity(unchecked) var value: Value
        @usableFromInline
        init(_ value: Value) { unsafe self.value = value }
    }

    @usableFromInline var box: Box

    public init(_ value: Value) { box = Box(value) }

    @inlinable public var value: Value {
        @inline(__always) _read { yield unsafe box.value }
        @inline(__always) _modify {
            if !isKnownUniquelyReferenced(&box) { box = unsafe Box(box.value) }
            yield unsafe &box.value
        }
    }
}

extension Shared: Hashable {
    public static func == (lhs: Shared, rhs: Shared) -> Bool { lhs.box === rhs.box || lhs.value == rhs.value }

    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// A part of an order's state whose fields lie behind a ``Shared``, and are read as if they were its own.
///
/// `record.field` costs nothing more than that. A key path handed over as a function (`map(\.field)`) is looked up each time
/// it is called, so write `map { $0.field }`.
@dynamicMemberLookup
public protocol SharedRecord: Hashable, Sendable {
    associatedtype Fields: Hashable & Sendable
    var shared: Shared<Fields> { get }
}

extension SharedRecord {
    @inlinable
    public subscript<Field>(dynamicMember path: KeyPath<Fields, Field>) -> Field {
        @inline(__always) get { shared.value[keyPath: path] }
    }
}
