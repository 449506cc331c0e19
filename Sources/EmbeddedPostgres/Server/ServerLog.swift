import Glibc

/// The server's log file: bounded, with one older file beside it.
struct ServerLog: Sendable {
    var path: String
    /// Bytes after which the file is put aside.
    var sizeLimit: Int

    private var olderPath: String { path + ".1" }

    /// Opens the file for a server to append to. The caller closes the descriptor.
    func openForAppending() throws(EmbeddedPostgresError) -> Int32 {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
        return descriptor
    }

    /// The size in bytes, 0 when there is none.
    var size: Int {
        var information = stat()
        return unsafe stat(path, &information) == 0 ? Int(information.st_size) : 0
    }

    /// Copies a file that grew over the limit aside and empties it.
    ///
    /// The server keeps writing to the file it was given, so it cannot be renamed; what it writes between copying and
    /// emptying is lost.
    func trim() {
        guard size > sizeLimit else { return }
        if let kept = bytes(fromEnd: sizeLimit) {
            let descriptor = unsafe open(olderPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return }
            _ = unsafe kept.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            close(descriptor)
        }
        _ = unsafe truncate(path, 0)
    }

    /// What was written after a size noted before, at most 4 KiB from the end.
    func text(since start: Int) -> String {
        String(decoding: bytes(fromEnd: min(4096, max(0, size - start))) ?? [], as: UTF8.self)
    }

    private func bytes(fromEnd count: Int) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        lseek(descriptor, off_t(max(0, size - count)), SEEK_SET)
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = unsafe read(descriptor, buffer.baseAddress! + filled, count - filled)
                guard got > 0 else { return }
                filled += got
            }
        }
    }
}
