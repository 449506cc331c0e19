public import OMSMessages

/// An address of the order; never forgotten. Source: decision table, section 2.
public struct AddressState: Hashable, Sendable {
    /// The reference, or for an address without one a key made from its content.
    public let key: String
    public internal(set) var address = Latest<Address>()
    /// Kept apart, so that a newer record without an e-mail does not forget it.
    public internal(set) var email = Latest<String>()
    public internal(set) var phone = Latest<String>()
    /// Its place in the newest snapshot that had it: the first address comes first.
    public internal(set) var place = Latest<Int>()

    public init(key: String) { self.key = key }

    /// The key of an address as it arrived.
    static func key(of address: Address) -> String {
        if let reference = address.reference { return "r:" + reference }
        // Without a reference an address is its content; the e-mail is part of it, since two people may share a house.
        let parts = [
            address.firstName, address.lastName, address.address1, address.city, address.zip, address.countryCode,
            address.email,
        ]
        return "c:" + StableHash.text(parts.map { $0 ?? "" })
    }

    mutating func offer(_ offered: Address, place index: Int, at stamp: Stamp) {
        address.offer(offered, at: stamp)
        email.offer(offered.email, at: stamp)
        phone.offer(offered.phone, at: stamp)
        place.offer(index, at: stamp)
    }

    /// The address with the e-mail and phone that are known for it.
    public var complete: Address {
        var result = address.value ?? Address()
        result.email = email.value
        result.phone = phone.value
        return result
    }
}
