internal import EventLog
internal import NIOCore

/// Where a connection comes from.
struct Peer: Sendable {
    private let address: SocketAddress?

    init(_ address: SocketAddress?) { self.address = address }

    /// Worked out when it is asked for: most requests need not know.
    var origin: RejectedInput.Origin {
        switch address {
        case .unixDomainSocket: .loopback
        case .v4, .v6: address?.ipAddress.map { Self.origin($0) } ?? .public
        case nil: .public
        }
    }

    var isLoopback: Bool { origin == .loopback }

    static func origin(_ address: String) -> RejectedInput.Origin {
        var address = Substring(address)
        if address.hasPrefix("::ffff:") { address = address.dropFirst(7) }
        let labels = address.split(separator: ".", omittingEmptySubsequences: false)
        let parts = labels.compactMap { UInt8($0) }
        if parts.count == 4, labels.count == 4 {
            return switch (parts[0], parts[1]) {
            case (127, _): .loopback
            case (10, _), (192, 168), (172, 16...31), (169, 254), (100, 64...127): .private
            default: .public
            }
        }
        if address == "::1" { return .loopback }
        let start = address.lowercased()
        return ["fc", "fd", "fe8", "fe9", "fea", "feb"].contains { start.hasPrefix($0) } ? .private : .public
    }
}
