import CCurl
import Glibc
import InternetAddresses

extension Transfer {
    /// Opens the socket for an address that libcurl is about to connect to, if it may.
    ///
    /// This is the last moment and the only way to a connection: whatever a name meant before, the address that is checked
    /// here is the one that is connected to.
    func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address = unsafe address else { return refuse() }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe ccurl_address(address, &bytes)
        guard options.reach.allows(IPAddress(bytes: bytes.prefix(Int(count)))) else { return refuse() }
        return unsafe socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    private func refuse() -> curl_socket_t {
        hasRefusedAddress = true
        return -1
    }
}
