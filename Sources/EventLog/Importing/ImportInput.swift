internal import Dispatch
internal import Glibc
internal import Synchronization

/// Where an import reads from: a file, standard input, or whatever brings chunks of bytes. Read once.
public struct ImportInput: Sendable {
    /// Shown in messages.
    public let name: String
    /// In bytes as stored (compressed, if it is); `nil` if unknown.
    public let size: Int?
    /// Recognises the same file in a later run; `nil`: always read from the beginning.
    let identity: MessageDigest?
    /// The next bytes; empty at the end.
    let read: @Sendable () async throws(ImportError) -> [UInt8]
    /// Moves to an offset, where that is possible.
    let seek: (@Sendable (Int) -> Bool)?

    /// An input that the caller reads.
    ///
    /// - Parameter read: the next bytes; empty at the end.
    public init(name: String, size: Int? = nil, read: @escaping @Sendable () async throws(ImportError) -> [UInt8]) {
        self.name = name
        self.size = size
        self.read = read
        identity = nil
        seek = nil
    }

    /// Standard input.
    public static var standardInput: ImportInput {
        let file = OpenFile(descriptor: STDIN_FILENO, ownsDescriptor: false)
        return ImportInput(name: "standard input") { () async throws(ImportError) in
            try await file.read(name: "standard input")
        }
    }

    /// A file; gzip is recognised by its first bytes.
    public static func file(_ path: String) throws(ImportError) -> ImportInput {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .unreadable(name: path, reason: unsafe String(cString: strerror(errno)))
        }
        return ImportInput(path: path, file: OpenFile(descriptor: descriptor, ownsDescriptor: true))
    }

    private init(path: String, file: OpenFile) {
        name = path
        var status = stat()
        let isRegular = unsafe fstat(file.descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isRegular ? Int(status.st_size) : nil
        identity = isRegular ? file.identity(status) : nil
        read = { () async throws(ImportError) in try await file.read(name: path) }
        seek =
            isRegular ? { @Sendable offset in lseek(file.descriptor, off_t(offset), SEEK_SET) == off_t(offset) } : nil
    }
}

/// A file descriptor that is read on a queue of its own: a pipe may block for as long as it likes.
private final class OpenFile: Sendable {
    static let chunk = 1 << 20
    let descriptor: Int32
    private let ownsDescriptor: Bool
    private let queue = DispatchQueue(label: "import.read")

    init(descriptor: Int32, ownsDescriptor: Bool) {
        self.descriptor = descriptor
        self.ownsDescriptor = ownsDescriptor
    }

    deinit { if ownsDescriptor { close(descriptor) } }

    func read(name: String) async throws(ImportError) -> [UInt8] {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<[UInt8], ImportError>, _>) in
            queue.async {
                continuation.resume(returning: self.readChunk(name))
            }
        }
        return try result.get()
    }

    private func readChunk(_ name: String) -> Result<[UInt8], ImportError> {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, count in
            repeat {
                let length = unsafe Glibc.read(descriptor, buffer.baseAddress, Self.chunk)
                failure = length < 0 ? errno : 0
                count = max(0, length)
            } while failure == EINTR
        }
        guard failure == 0 else {
            return .failure(.unreadable(name: name, reason: unsafe String(cString: strerror(failure))))
        }
        return .success(bytes)
    }

    /// Size, time of modification and the first 64 KiB.
    func identity(_ status: stat) -> MessageDigest {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let length = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        let numbers = [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec].map(String.init)
        let start = unsafe bytes.span.bytes.extracting(first: max(0, length))
        return MessageDigest(
            rpcID: numbers.joined(separator: " "), method: "import",
            params: start)
    }
}
