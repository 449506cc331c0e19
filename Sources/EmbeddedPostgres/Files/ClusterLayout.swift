import Glibc

/// Where the parts of a cluster lie.
struct ClusterLayout: Sendable {
    /// The folder given, without links.
    let root: String
    /// Folder of the server's socket.
    let socketDirectory: String

    /// PostgreSQL's data directory.
    var data: String { root + "/data" }
    /// `initdb` works here; the folder is renamed when it is complete, so a half-made one is never started.
    var unfinishedData: String { root + "/data.new" }
    var log: String { root + "/server.log" }
    var lock: String { root + "/owner.lock" }
    var postmasterFile: String { data + "/postmaster.pid" }
    /// Whether the socket folder lies outside ``root``.
    var hasDistantSocket: Bool { !socketDirectory.hasPrefix(root + "/") }

    static let port = 5432
    /// A socket's path has at most 107 bytes; the server appends `/.s.PGSQL.5432` and, for its lock, `.lock`.
    private static let longestSocketDirectory = 107 - "/.s.PGSQL.5432.lock".utf8.count

    /// - Parameter root: An existing folder, without links.
    init(root: String, account: ServerAccount) {
        self.root = root
        let near = root + "/socket"
        socketDirectory =
            near.utf8.count <= Self.longestSocketDirectory
            ? near : "/tmp/herald-\(account.uid)-\(ClusterIdentity.digest(of: root))"
    }

    /// The major version that wrote the data, nil when there is none.
    var dataVersion: Int? {
        FileSystem.text(of: data + "/PG_VERSION").flatMap { Int($0.prefix(while: \.isNumber)) }
    }

    /// Creates the folder of the socket, private to the server's account.
    func createSocketDirectory(account: ServerAccount) throws(EmbeddedPostgresError) {
        if hasDistantSocket, FileSystem.exists(socketDirectory) {
            // Anybody may create folders in /tmp: take only one that is ours and closed to others.
            var information = stat()
            guard unsafe lstat(socketDirectory, &information) == 0, information.st_mode & S_IFMT == S_IFDIR,
                information.st_uid == account.uid || information.st_uid == geteuid()
            else { throw .socketDirectoryUnsafe(path: socketDirectory) }
        }
        try FileSystem.createPrivateFolder(socketDirectory, owner: account)
    }
}

extension ClusterLayout {
    /// The libpq URI of a database as a role, through the socket.
    func uri(database: String, role: String) -> String {
        let host = socketDirectory.utf8.map { byte in
            let isPlain =
                byte < 128 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "postgresql://\(role)@/\(database)?host=\(host.joined())&port=\(ClusterLayout.port)"
    }
}
