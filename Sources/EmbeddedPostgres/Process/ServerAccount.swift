import Glibc

/// The account under which PostgreSQL runs: this process's own, or an unprivileged one when that is root.
struct ServerAccount: Sendable, Equatable {
    var name: String
    var uid: uid_t
    var gid: gid_t
    /// Whether commands have to change to it.
    var isSwitched: Bool
    /// Path of `setpriv` (util-linux), which changes the account and asks for the parent-death signal.
    private var setpriv: String?

    /// Finds the account.
    ///
    /// - Parameter unprivileged: Name of the account taken when this process is root.
    init(unprivileged: String) throws(EmbeddedPostgresError) {
        setpriv = ["/usr/bin/setpriv", "/bin/setpriv", "/usr/local/bin/setpriv"].first(where: FileSystem.isExecutable)
        isSwitched = geteuid() == 0
        if isSwitched {
            guard setpriv != nil else { throw .programMissing(name: "setpriv", package: "util-linux") }
            guard let entry = unsafe getpwnam(unprivileged) else { throw .accountMissing(name: unprivileged) }
            (name, uid, gid) = (unprivileged, unsafe entry.pointee.pw_uid, unsafe entry.pointee.pw_gid)
            guard uid != 0 else { throw .accountMissing(name: unprivileged) }
        } else {
            (name, uid, gid) = (try Self.ownName(), geteuid(), getegid())
        }
    }

    /// The name of the account that this process runs under.
    static func ownName() throws(EmbeddedPostgresError) -> String {
        guard let entry = unsafe getpwuid(geteuid()), let name = unsafe entry.pointee.pw_name else {
            throw .accountUnknown(uid: geteuid())
        }
        return unsafe String(cString: name)
    }

    /// The command as this account runs it.
    ///
    /// - Parameter endsWithParent: Whether the system ends the program with a fast shutdown (SIGINT) when this process
    ///   dies. `setpriv` asks for that after it changed the account, which would otherwise cancel it.
    func command(_ arguments: [String], endsWithParent: Bool = true) -> Command {
        guard let setpriv else { return Command(arguments: arguments) }
        var prefix = [setpriv]
        if isSwitched { prefix += ["--reuid=\(uid)", "--regid=\(gid)", "--init-groups"] }
        if endsWithParent { prefix.append("--pdeathsig=INT") }
        return Command(arguments: prefix.count > 1 ? prefix + ["--"] + arguments : arguments)
    }

    /// Whether the account may pass through a folder, as the system itself answers (access lists included).
    func maySearch(_ folder: String) async throws(EmbeddedPostgresError) -> Bool {
        guard isSwitched else { return FileSystem.isExecutable(folder) }
        return try await command(["/usr/bin/test", "-x", folder]).run().status.isSuccess
    }

    /// Refuses a folder that the account cannot reach, naming the first obstacle on the way.
    func requireSearchable(_ path: String) async throws(EmbeddedPostgresError) {
        if try await maySearch(path) { return }
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/" + part
            if try await !maySearch(folder) {
                throw .notSearchable(folder: folder, account: name, dataDirectory: path)
            }
        }
    }
}
