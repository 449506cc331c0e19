/// A range of addresses with a common prefix, such as `10.1.0.0/16` or `fd00::/8`.
public struct IPNetwork: Hashable, Sendable {
    private let first: IPAddress
    /// Of 128 bits.
    private let prefixLength: Int

    /// Reads an address with a prefix length; a single address is the network of itself. Nil for anything else, also where
    /// bits behind the prefix are set, which is nearly always a slip.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(String(parts[0])) else { return nil }
        let offset = address.isIPv4 && !parts[0].contains(":") ? 96 : 0
        var length = 128 - offset
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let given = Int(parts[1]), given <= length
            else { return nil }
            length = given
        }
        self.init(first: address, prefixLength: length + offset)
        guard address == masked(address) else { return nil }
    }

    init(first: IPAddress, prefixLength: Int) {
        self.first = first
        self.prefixLength = prefixLength
    }

    /// Whether the address is one of the network.
    public func contains(_ address: IPAddress) -> Bool { masked(address) == first }

    private func masked(_ address: IPAddress) -> IPAddress {
        // Shifts by the whole width give 0 in Swift.
        let high = prefixLength >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(prefixLength))
        let low = ~(UInt64.max >> UInt64(max(0, prefixLength - 64)))
        return IPAddress(high: address.high & high, low: address.low & low)
    }
}
