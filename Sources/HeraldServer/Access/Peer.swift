internal import EventLog
internal import InternetAddresses
internal import NIOCore

/// Where a connection comes from.
struct Peer: Sendable {
    private let address: SocketAddress?

    init(_ address: SocketAddress?) { self.address = address }

    /// Worked out when it is asked for: most requests need not know.
    var origin: RejectedInput.Origin {
        if case .unixDomainSocket = address { return .loopback }
        return Self.origin(address?.internetAddress)
    }

    var isLoopback: Bool { origin == .loopback }

    /// - Parameter address: nil if it is not known.
    static func origin(_ address: IPAddress?) -> RejectedInput.Origin {
        guard let address else { return .public }
        return address.isLoopback ? .loopback : address.isPrivate ? .private : .public
    }
}

extension SocketAddress {
    /// The address as its bytes say it, without the way over text; nil for a socket of this machine.
    fileprivate var internetAddress: IPAddress? {
        // Where Linux has the address in `sockaddr_in` and `sockaddr_in6`, behind family and port (and flow).
        switch self {
        case .v4: unsafe withBytes { unsafe IPAddress(bytes: $0[4..<8]) }
        case .v6: unsafe withBytes { unsafe IPAddress(bytes: $0[8..<24]) }
        case .unixDomainSocket: nil
        }
    }

    private func withBytes(_ body: (UnsafeRawBufferPointer) -> IPAddress?) -> IPAddress? {
        unsafe withSockAddr { address, size in unsafe body(UnsafeRawBufferPointer(start: address, count: size)) }
    }
}
