/// Who calls.
struct Caller: Hashable, Sendable {
    /// The token's name; stands in the records of what was done.
    let name: String
    /// nil for the public.
    let role: Role?
    /// Whether it may append messages besides what its role allows.
    var appends = false

    /// How much of persons the caller gets to see.
    var disclosure: Disclosure { Disclosure(role) }

    /// Whether it may do what needs a role.
    func may(_ needed: Role) -> Bool { role?.allows(needed) == true || appends && needed == .ingest }

    static let anybody = Caller(name: "anybody", role: nil)
    /// A caller on this machine while no tokens exist.
    static let thisMachine = Caller(name: "this machine", role: .operator)
    /// Whoever signed with the bus's secret.
    static let bus = Caller(name: "bus", role: .ingest)
}
