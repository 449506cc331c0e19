extension IPAddress {
    /// Whether it is the machine itself: `127.0.0.0/8` or `::1` (RFC 6890).
    public var isLoopback: Bool { isIPv4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// Whether it is of a network without a place in the open internet, such as a company's: private (RFC 1918, RFC 4193),
    /// shared by customers of a carrier (RFC 6598) or link-local (RFC 3927, RFC 4291).
    public var isPrivate: Bool {
        let networks = isIPv4 ? IPAddress.privateIPv4 : IPAddress.privateIPv6
        return networks.contains { $0.contains(self) }
    }

    static let privateIPv4 = networks([
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // private
        "100.64.0.0/10",  // shared by customers of a carrier
        "169.254.0.0/16",  // link-local; metadata services of clouds
    ])
    private static let privateIPv6 = networks(["fc00::/7", "fe80::/10"])
}
