public import OMSMessages

/// An address of the order; never forgotten. See ``AddressFields`` for what it has. Source: decision table, section 2.
public struct AddressState: SharedRecord {
    public private(set) var shared: Shared<AddressFields>

    var fields: AddressFields {
        get { shared.value }
        _modify { yield &shared.value }
    }

    public init(key: String) { shared = Shared(AddressFields(key: key)) }

    /// The key of the address with this reference.
    public static func key(ofReference reference: String) -> String { "r:" + reference }

    /// The key of an address as it arrived.
    static func key(of address: Address) -> String {
        if let reference = address.reference { return key(ofReference: reference) }
        // Without a reference an address is its content; the e-mail is part of it, since two people may share a house.
        let parts = [
            address.firstName, address.lastName, address.address1, address.city, address.zip, address.countryCode,
            address.email,
        ]
        return "c:" + StableHash.text(parts.map { $0 ?? "" })
    }

    /// The address with the e-mail and phone that are known for it.
    public var complete: Address {
        var result = self.address.value ?? Address()
        result.email = self.email.value
        result.phone = self.phone.value
        return result
    }
}

/// What is known of an address.
public struct AddressFields: Hashable, Sendable {
    /// The reference, or for an address without one a key made from its content.
    public let key: String
    /// The stamp of the newest message that spoke of it; see ``Latest``.
    public internal(set) var base: Stamp?
    public internal(set) var address = Latest<Address>()
    /// Kept apart, so that a newer record without an e-mail does not forget it.
    public internal(set) var email = Latest<String>()
    public internal(set) var phone = Latest<String>()
    /// Its place in the newest snapshot that had it: the first address comes first.
    public internal(set) var place = Latest<Int>()
    /// The statement that was folded last, if it was the newest then.
    private var told = Aside<Address>()

    /// Whether the last message that spoke of it said exactly this.
    func wasTold(_ address: Address) -> Bool { told.note?.shared.isIdentical(to: address.shared) == true }

    init(key: String) { self.key = key }

    mutating func offer(_ offered: Address, place index: Int, at stamp: ArrivingStamp) {
        let offer = RecordOffer(stamp, to: base)
        if !wasTold(offered) {
            address.take(offered, offer)
            email.take(offered.email, offer)
            phone.take(offered.phone, offer)
            told.note = offer.settles ? offered : nil
        }
        place.take(index, offer)
        base = offer.base
    }
}
