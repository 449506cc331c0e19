import Dispatch
import Glibc

/// A TCP connection that sends bytes as they are and reads HTTP/1.1 answers. Blocking calls run on a queue of its own.
final class TestConnection: @unchecked Sendable {
    struct Closed: Error {}

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "test.connection")
    private var buffer: [UInt8] = []

    /// Connects to a port of this machine; reads and writes fail after a minute.
    /// - Parameter receiveBuffer: how many bytes the system keeps of what is not read; nil: as it sees fit.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw Closed()
        }
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        try await run { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = unsafe bytes.withUnsafeBytes {
                    unsafe Glibc.send(
                        descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Closed() }
                sent += count
            }
        }
    }

    /// Says that nothing more will be sent; answers can still be read.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next answer, informational ones left out.
    func response(toHead isHead: Bool = false) async throws -> TestResponse {
        try await run { [self] in
            while true {
                let head = try readHead()
                if head.status / 100 == 1 { continue }
                var response = head
                if !isHead, let length = response.headers["content-length"].flatMap({ Int($0) }) {
                    while buffer.count < length { try fill() }
                    response.body = Array(buffer.prefix(length))
                    buffer.removeFirst(length)
                }
                return response
            }
        }
    }

    /// The head of the next answer, whose body is read in chunks.
    func head() async throws -> TestResponse { try await run { [self] in try readHead() } }

    /// The next chunk of a body of unknown length; empty at its end.
    func chunk() async throws -> [UInt8] {
        try await run { [self] in
            while true {
                if let end = buffer.firstRange(of: Array("\r\n".utf8)),
                    let length = Int(String(decoding: buffer[..<end.lowerBound], as: UTF8.self), radix: 16)
                {
                    while buffer.count < end.upperBound + length + 2 { try fill() }
                    let chunk = Array(buffer[end.upperBound..<end.upperBound + length])
                    buffer.removeFirst(end.upperBound + length + 2)
                    return chunk
                }
                try fill()
            }
        }
    }

    /// Whether the server closes the connection before it sends anything more.
    func isClosed() async -> Bool {
        do {
            try await run { [self] in
                guard buffer.isEmpty else { return }
                try fill()
            }
            return false
        } catch {
            return true
        }
    }

    private func readHead() throws -> TestResponse {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let index = buffer.firstRange(of: end) {
                let text = String(decoding: buffer[..<index.lowerBound], as: UTF8.self)
                buffer.removeFirst(index.upperBound)
                let lines = text.split(separator: "\r\n")
                let words = lines[0].split(separator: " ", maxSplits: 2)
                var response = TestResponse(status: Int(words[1]) ?? 0)
                response.reason = words.count > 2 ? String(words[2]) : ""
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    let name = parts[0].lowercased()
                    response.headers[name] = String(parts[1].drop { $0 == " " })
                }
                return response
            }
            try fill()
        }
    }

    private func fill() throws {
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { bytes, count in
            count = max(0, unsafe recv(descriptor, bytes.baseAddress, 65_536, 0))
        }
        guard !chunk.isEmpty else { throw Closed() }
        buffer += chunk
    }

    private func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result(catching: body)) }
        }
    }
}
