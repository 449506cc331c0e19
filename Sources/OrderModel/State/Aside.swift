/// A note beside a value that makes no difference to it: two values are equal whatever their notes say.
struct Aside<Note>: Hashable {
    var note: Note?

    static func == (lhs: Aside, rhs: Aside) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
}

extension Aside: Sendable where Note: Sendable {}
