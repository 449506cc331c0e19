import EventLog
import InternetAddresses
import NIOCore
import Testing

@testable import HeraldServer

@Suite("Peers")
struct PeerTests {
    @Test(
        "Addresses are told apart by where they are",
        arguments: [
            ("127.0.0.1", .loopback), ("127.9.9.9", .loopback), ("::1", .loopback), ("::ffff:127.0.0.1", .loopback),
            ("10.0.0.1", .private), ("172.16.0.1", .private), ("172.32.0.1", .public), ("192.168.1.1", .private),
            ("192.169.1.1", .public), ("fd00::1", .private), ("fe80::1", .private), ("2001:db8::1", .public),
            ("8.8.8.8", .public), ("::ffff:8.8.8.8", .public), ("128.0.0.1", .public),
        ] as [(String, RejectedInput.Origin)])
    func origins(address: String, origin: RejectedInput.Origin) {
        #expect(Peer.origin(IPAddress(address)) == origin)
    }

    @Test(
        "Connections are told apart by their addresses",
        arguments: [
            ("127.0.0.1", .loopback), ("::1", .loopback), ("::ffff:127.0.0.1", .loopback), ("10.1.2.3", .private),
            ("fd00::1", .private), ("::ffff:192.168.0.9", .private), ("8.8.8.8", .public), ("2a00::1", .public),
            // Others that carry or resemble the address of this machine, and are not its own.
            ("::127.0.0.1", .public), ("64:ff9b::7f00:1", .public), ("::ffff:0:7f00:1", .public), ("0.0.0.0", .public),
            ("::", .public),
        ] as [(String, RejectedInput.Origin)])
    func connections(address: String, origin: RejectedInput.Origin) throws {
        let peer = Peer(try SocketAddress(ipAddress: address, port: 4711))
        #expect(peer.origin == origin)
        #expect(peer.isLoopback == (origin == .loopback))
    }

    @Test("A socket of this machine is this machine, and nobody knows who has no address")
    func unusualPeers() throws {
        #expect(Peer(try SocketAddress(unixDomainSocketPath: "/tmp/herald")).isLoopback)
        #expect(Peer(nil).origin == .public)
    }

    @Test(
        "Only names of this machine are local",
        arguments: [
            ("localhost", true), ("localhost:8080", true), ("127.0.0.1:8080", true), ("[::1]:8080", true),
            ("console.localhost", true), ("evil.example", false), ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false), ("10.0.0.1", false), ("[2001:db8::1]", false),
            ("127.0.0.2", true), ("127.1", false), ("[::1]", true), ("[::1]evil.example", false), ("0127.0.0.1", false),
            ("0x7f.0.0.1", false),
        ])
    func hosts(host: String, isLocal: Bool) {
        #expect(Gatekeeper.isLocal(host) == isLocal)
    }

    @Test("A role allows itself and what it includes", arguments: Role.allCases)
    func roles(role: Role) {
        let allowed: [Role: Set<Role>] = [
            .ingest: [.ingest], .viewer: [.viewer], .agent: [.viewer, .agent],
            .operator: [.ingest, .viewer, .agent, .operator],
        ]
        #expect(Set(Role.allCases.filter { role.allows($0) }) == allowed[role])
    }
}
