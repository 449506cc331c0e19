import Glibc

/// Writes files so that a reader, or a process after a crash, sees the whole new content or none of it.
enum AtomicFile {
    /// A failed operation, by its error number; paths are left out, since a log may show it.
    struct Failure: Error {
        let operation: String
        let code: Int32

        /// The disk may be full or away for now; a wrong type of file or a missing permission will not mend by itself.
        var isTemporary: Bool { ![EACCES, EPERM, ENOTDIR, EISDIR, ENAMETOOLONG, EROFS].contains(code) }
        var text: String { "cannot \(operation): \(unsafe String(cString: strerror(code)))" }
    }

    /// Writes a private file: a temporary one beside it, made durable, then renamed.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create a file in the mailbox") }
        do throws(Failure) {
            try write(bytes, to: descriptor)
            guard unsafe rename(temporary, path) == 0 else { throw failure("rename a file in the mailbox") }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    /// Makes the names in a folder durable.
    static func sync(folder: String) throws(Failure) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open a folder of the mailbox") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync a folder of the mailbox") }
    }

    /// Creates a folder that only its owner may enter, and its parents.
    static func createFolder(_ path: String) throws(Failure) {
        if unsafe mkdir(path, 0o700) == 0 {
            try sync(folder: parent(of: path))
            return
        }
        switch errno {
        case EEXIST:
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw Failure(operation: "create a folder of the mailbox", code: ENOTDIR)
            }
        case ENOENT:
            let parent = parent(of: path)
            guard parent != path else { throw failure("create a folder of the mailbox") }
            try createFolder(parent)
            try createFolder(path)
        default: throw failure("create a folder of the mailbox")
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress! + offset, $0.count - offset)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure("write a file of the mailbox") }
            offset += written
        }
        guard fsync(descriptor) == 0 else { throw failure("sync a file of the mailbox") }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func failure(_ operation: String) -> Failure { Failure(operation: operation, code: errno) }
}
