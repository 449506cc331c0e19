import InternetAddresses
import Testing

@Suite("An address") struct IPAddressTests {
    @Test(
        "is public where it belongs to the open internet",
        arguments: [
            "8.8.8.8", "1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
            "223.255.255.255", "192.0.1.1", "2606:4700:4700::1111", "2a00:1450:4001:82b::200e", "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ])
    func isPublic(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(
        "is not public where it is private, local, shared, reserved or leads to such a one",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1",
            "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255",
            "::", "::1", "::2", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1",
            "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
        ])
    func isSpecial(_ text: String) throws {
        #expect(try !#require(IPAddress(text)).isPublic)
    }

    @Test("is read in its usual notation alone", arguments: ["", "1", "127.1", "0x7f.0.0.1", "1.2.3.4 ", "::g", "a.b"])
    func malformed(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("is the same one as 4 bytes, mapped, and in writing")
    func forms() {
        #expect(IPAddress(bytes: [10, 1, 2, 3]) == IPAddress("::ffff:10.1.2.3"))
        #expect(IPAddress(bytes: [10, 1, 2, 3]) == IPAddress("10.1.2.3"))
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
    }
}

@Suite("A network") struct IPNetworkTests {
    @Test(
        "contains what begins with its prefix",
        arguments: [
            ("10.1.0.0/16", "10.1.255.255", true), ("10.1.0.0/16", "10.2.0.0", false),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false), ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "::1", false), ("::1", "::1", true), ("fd00::/8", "fdff::1", true),
            ("fd00::/8", "fe00::1", false), ("::/0", "2a00::1", true),
            ("2001:db8:0:8000::/49", "2001:db8:0:ffff::", true),
            ("2001:db8:0:8000::/49", "2001:db8:0:7fff::", false), ("2001:db8::8000/113", "2001:db8::ffff", true),
            ("192.168.1.128/25", "::ffff:192.168.1.200", true),
        ])
    func contains(_ example: (network: String, address: String, isIn: Bool)) throws {
        let network = try #require(IPNetwork(example.network))
        #expect(network.contains(try #require(IPAddress(example.address))) == example.isIn)
    }

    @Test(
        "is not read where it is malformed, or has bits behind its prefix",
        arguments: [
            "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.1/8",
            "fd00::/129",
            "fd00::1/8", "localhost", "10.0.0.0/8 ",
        ])
    func malformed(_ text: String) {
        #expect(IPNetwork(text) == nil)
    }
}
