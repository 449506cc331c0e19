/// Why the embedded PostgreSQL cluster cannot run. Each text says what to do.
public enum EmbeddedPostgresError: Error, Equatable, CustomStringConvertible {
    /// No server of version 14 or newer was found.
    case serverMissing(searched: [String])
    /// The data was written by a major version that is not installed.
    case versionMismatch(dataDirectory: String, dataVersion: Int, installed: [Int])
    /// A program that running as another account needs is not installed.
    case programMissing(name: String, package: String)
    /// The unprivileged account does not exist.
    case accountMissing(name: String)
    /// The account of this process has no entry in the system's list of accounts.
    case accountUnknown(uid: UInt32)
    /// The unprivileged account may not pass through a folder on the way to the data.
    case notSearchable(folder: String, account: String, dataDirectory: String)
    /// Another process runs a cluster in this folder.
    case inUse(dataDirectory: String, owner: Int32?)
    /// The short folder for the socket belongs to somebody else.
    case socketDirectoryUnsafe(path: String)
    /// Processes of an earlier run do not end.
    case leftoversRemain(dataDirectory: String, processes: [Int32])
    /// `initdb` failed.
    case initializationFailed(dataDirectory: String, output: String)
    /// The server ended before it was ready.
    case startFailed(dataDirectory: String, status: String, log: String)
    /// The server was not ready in time.
    case startTimeout(dataDirectory: String, after: Duration, logFile: String)
    /// The server died again and again.
    case gaveUp(dataDirectory: String, restarts: Int, logFile: String)
    /// The role or database could not be created.
    case preparationFailed(dataDirectory: String, message: String)
    /// The operating system refused something.
    case system(operation: String, path: String, reason: String)

    public var description: String {
        switch self {
        case .serverMissing(let searched):
            """
            No PostgreSQL server (version 14 or newer) was found in \(searched.joined(separator: ", ")). Install one: \
            apt-get install postgresql-15 (Debian 12), or set database.url to use a server elsewhere.
            """
        case .versionMismatch(let directory, let version, let installed):
            """
            The data in \(directory) belongs to PostgreSQL \(version), which is not installed (found: \
            \(installed.map(String.init).joined(separator: ", "))). Install postgresql-\(version), or move the data with pg_upgrade.
            """
        case .programMissing(let name, let package):
            "The program '\(name)' is needed to run PostgreSQL and was not found. Install it: apt-get install \(package)."
        case .accountMissing(let name):
            """
            This process is root, PostgreSQL refuses to run as root, and the account '\(name)' does not exist. Create it \
            (adduser --system --group \(name)), or run herald under an unprivileged account.
            """
        case .accountUnknown(let uid):
            """
            The user id \(uid) has no name in /etc/passwd, which PostgreSQL requires. Run herald under an account that has one.
            """
        case .notSearchable(let folder, let account, let directory):
            """
            The account '\(account)', which runs PostgreSQL, may not pass through the folder \(folder) to reach \
            \(directory). Allow it (chmod o+x '\(folder)'), or choose another data.dir.
            """
        case .inUse(let directory, let owner):
            """
            \(owner.map { "Process \($0)" } ?? "Another process") already runs the database in \(directory). Stop it first, \
            or choose another data.dir; several herald processes share a database through database.url.
            """
        case .socketDirectoryUnsafe(let path):
            """
            The folder \(path), needed for the database's socket because the path of the data is too long, exists and is \
            not private to the account that runs PostgreSQL. Remove it, or choose a shorter data.dir.
            """
        case .leftoversRemain(let directory, let processes):
            """
            PostgreSQL processes of an earlier run on \(directory) do not end: \
            \(processes.map(String.init).joined(separator: ", ")). Look at what they wait for, then start again.
            """
        case .initializationFailed(let directory, let output):
            "Creating the database in \(directory) failed. initdb said:\n\(output)"
        case .startFailed(let directory, let status, let log):
            "PostgreSQL in \(directory) \(status) before it was ready. The end of its log:\n\(log)"
        case .startTimeout(let directory, let after, let logFile):
            "PostgreSQL in \(directory) was not ready after \(after). Look at \(logFile)."
        case .gaveUp(let directory, let restarts, let logFile):
            "PostgreSQL in \(directory) died again after \(restarts) restarts in a row. Look at \(logFile)."
        case .preparationFailed(let directory, let message):
            "PostgreSQL in \(directory) runs, but its role or database 'herald' could not be created: \(message)"
        case .system(let operation, let path, let reason):
            "Cannot \(operation) \(path): \(reason)"
        }
    }
}
