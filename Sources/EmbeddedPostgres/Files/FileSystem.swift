import FoundationEssentials
import Glibc

/// The few file operations a cluster needs; every failure names the path.
enum FileSystem {
    /// An error for the last failed system call.
    static func failure(_ operation: String, _ path: String, code: Int32 = errno) -> EmbeddedPostgresError {
        .system(operation: operation, path: path, reason: unsafe String(cString: strerror(code)))
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    static func isExecutable(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }

    /// The path without links, `.` and `..`.
    static func resolved(_ path: String) throws(EmbeddedPostgresError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw failure("find", path) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Creates a folder and its parents as far as they are missing.
    static func createFolders(_ path: String) throws(EmbeddedPostgresError) {
        if exists(path) { return }
        let parent = parent(of: path)
        if !parent.isEmpty, parent != path { try createFolders(parent) }
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("create the folder", path) }
    }

    /// Creates a folder that only its owner may enter.
    static func createPrivateFolder(_ path: String, owner: ServerAccount) throws(EmbeddedPostgresError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("create the folder", path) }
        try own(path, by: owner)
        guard unsafe chmod(path, 0o700) == 0 else { throw failure("make private", path) }
    }

    /// Gives a file or folder to the account that runs the server.
    static func own(_ path: String, by owner: ServerAccount) throws(EmbeddedPostgresError) {
        guard owner.isSwitched else { return }
        guard unsafe lchown(path, owner.uid, owner.gid) == 0 else { throw failure("give to '\(owner.name)'", path) }
    }

    static func rename(_ path: String, to new: String) throws(EmbeddedPostgresError) {
        guard unsafe Glibc.rename(path, new) == 0 else { throw failure("rename", path) }
        sync(folder: parent(of: new))
    }

    /// Removes a file or a folder with all it holds; nothing happens when there is none.
    static func remove(_ path: String) throws(EmbeddedPostgresError) {
        guard exists(path) else { return }
        do { try FileManager.default.removeItem(atPath: path) } catch {
            throw .system(operation: "remove", path: path, reason: "\(error)")
        }
    }

    /// The text of a small file, nil when it cannot be read.
    static func text(of path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    /// Writes a small private file by way of a new one, so that a reader sees the old or the new text.
    static func write(_ text: String, to path: String, owner: ServerAccount) throws(EmbeddedPostgresError) {
        let new = path + ".new"
        let descriptor = unsafe open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("write", path) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw failure("write", path) }
            rest = rest.dropFirst(written)
        }
        guard fsync(descriptor) == 0 else { throw failure("write", path) }
        try own(new, by: owner)
        try rename(new, to: path)
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A renamed file survives a loss of power only when its folder was written.
    private static func sync(folder: String) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
