import Glibc

/// Ownership of a cluster's folder by one process: a file lock, which the system releases however the process ends.
struct ClusterLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock at once or not at all.
    init(path: String, dataDirectory: String) throws(EmbeddedPostgresError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else { throw FileSystem.failure("lock", path, code: code) }
            let owner = FileSystem.text(of: path).flatMap { Int32($0.prefix(while: \.isNumber)) }
            throw .inUse(dataDirectory: dataDirectory, owner: owner)
        }
        // The id is for the message of a second process; the lock itself is what counts.
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        self.descriptor = descriptor
    }

    deinit {
        // Closing alone is not enough: a child that is just being started shares the lock until it runs its program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
