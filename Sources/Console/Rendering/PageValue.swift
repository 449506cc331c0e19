public import Mustache

/// A value that templates read: its stored properties are their variables, by name.
///
/// Declare optionals for what may be missing; a section of one is written only where there is a value. A missing one is
/// never looked for in the values around it.
public protocol PageValue: Sendable, MustacheParent {}

extension PageValue {
    public func child(named name: String) -> Any? {
        for child in Mirror(reflecting: self).children where child.label == name {
            let mirror = Mirror(reflecting: child.value)
            guard mirror.displayStyle == .optional else { return child.value }
            return mirror.children.first?.value ?? Absent()
        }
        return nil
    }
}

/// What swift-mustache takes for missing without looking further out.
private struct Absent: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
}

/// What is under all values of a page: it knows nothing, and says so while herald is tested.
struct UnknownNames: MustacheParent {
    let template: String

    func child(named name: String) -> Any? {
        assertionFailure("template '\(template)' asks for '\(name)', which no value around it has")
        return nil
    }
}
