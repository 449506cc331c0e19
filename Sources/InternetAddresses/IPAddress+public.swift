extension IPAddress {
    /// Whether the address belongs to the open internet, so that a request to it cannot reach anything that trusts its
    /// neighbours: no private, shared, loopback, link-local, multicast, documentation or reserved address.
    ///
    /// Source: IANA's registries of special-purpose addresses (RFC 6890 and what was added since). IPv6 addresses that
    /// carry an IPv4 address are judged by it where they lead to it (RFC 4291 mapped, RFC 6052), else refused.
    public var isPublic: Bool {
        if let translated { return translated.isPublic }
        if isIPv4 { return !IPAddress.specialIPv4.contains { $0.contains(self) } }
        return IPAddress.globalUnicast.contains(self) && !IPAddress.specialIPv6.contains { $0.contains(self) }
    }

    private static let specialIPv4 =
        privateIPv4
        + networks([
            "0.0.0.0/8",  // this network
            "127.0.0.0/8",  // loopback
            "192.0.0.0/24", "192.88.99.0/24",  // protocol assignments, 6to4 relays
            "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  // documentation
            "198.18.0.0/15",  // benchmarks
            "224.0.0.0/4", "240.0.0.0/4",  // multicast, reserved and broadcast
        ])

    /// The only part of IPv6 that is given out to hosts of the internet.
    private static let globalUnicast = networks(["2000::/3"])[0]

    private static let specialIPv6 = networks([
        "2001::/23",  // protocol assignments, Teredo among them
        "2001:db8::/32", "3fff::/20",  // documentation
        "2002::/16",  // 6to4: leads to the IPv4 address inside
    ])

    static func networks(_ texts: [String]) -> [IPNetwork] {
        texts.map { text in
            guard let network = IPNetwork(text) else { preconditionFailure("\(text) is no network") }
            return network
        }
    }
}
