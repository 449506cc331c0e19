import Glibc

/// An IPv4 or IPv6 address. An IPv4 address and the IPv6 address that maps it (`::ffff:a.b.c.d`) are the same one.
public struct IPAddress: Hashable, Sendable {
    /// The 128 bits of the IPv6 address, or of the one that maps the IPv4 address; the first ones in `high`.
    let high: UInt64
    let low: UInt64

    /// - Parameter bytes: 4 bytes of an IPv4 address or 16 of an IPv6 address, as on the wire; nil for any other number.
    public init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self.init(high: 0, low: 0xFFFF_0000_0000 | IPAddress.number(bytes))
        case 16: self.init(high: IPAddress.number(bytes.prefix(8)), low: IPAddress.number(bytes.dropFirst(8)))
        default: return nil
        }
    }

    /// Reads the usual notations `192.0.2.1` and `2001:db8::1`; nil for anything else.
    public init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(bytes: bytes.prefix(4))
        } else if unsafe inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(bytes: bytes)
        } else {
            return nil
        }
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Whether it stands for an IPv4 address.
    var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// The IPv4 address behind an address of the well-known prefix for translation (RFC 6052, `64:ff9b::/96`).
    var translated: IPAddress? {
        guard high == 0x0064_FF9B_0000_0000, low >> 32 == 0 else { return nil }
        return IPAddress(high: 0, low: 0xFFFF_0000_0000 | low)
    }

    private static func number(_ bytes: some Collection<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
