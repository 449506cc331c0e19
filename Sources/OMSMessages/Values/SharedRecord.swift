/// A value whose fields lie behind a ``Shared``, and are read as if they were its own.
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

/// A shared record whose fields anybody may set.
public protocol EditableSharedRecord: SharedRecord {
    var shared: Shared<Fields> { get set }
}

extension EditableSharedRecord {
    @inlinable
    public subscript<Field>(dynamicMember path: WritableKeyPath<Fields, Field>) -> Field {
        @inline(__always) get { shared.value[keyPath: path] }
        @inline(__always) _modify { yield &shared.value[keyPath: path] }
    }
}
