/// Who calls.
struct Caller: Hashable, Sendable {
    /// The token's name; stands in the records of what was done.
    let name: String
    /// nil for the public.
    let role: Role?

    /// How much of persons the caller gets to see.
    var disclosure: Disclosure { Disclosure(role) }

    static let anybody = Caller(name: "anybody", role: nil)
    /// A caller on this machine while no tokens exist.
    static let thisMachine = Caller(name: "this machine", role: .operator)
    /// Whoever signed with the bus's secret.
    static let bus = Caller(name: "bus", role: .ingest)
}
