import EmbeddedPostgres
import FoundationEssentials
import Glibc
import Logging
import Synchronization

/// Folders below `/tmp` for clusters of this test process, removed when it exits.
///
/// A process that crashed leaves its folders; the next one to ask for a folder removes them.
enum TestFolder {
    private static let prefix = "herald-tests-"
    private static let clusters = Mutex<[String: EmbeddedCluster?]>([:])

    /// Removes the folders of dead processes, and arranges that this process removes its own; happens once.
    private static let prepared = Task<Void, Never> {
        atexit { TestFolder.removeAll() }
        await removeStale()
    }

    /// A new folder that every account may pass through.
    static func create() async -> String {
        await prepared.value
        let template = "/tmp/\(prefix)\(getpid())-XXXXXX"
        let path = unsafe template.withCString { template in
            let copy = unsafe strdup(template)!
            defer { unsafe free(copy) }
            precondition(unsafe mkdtemp(copy) != nil, "cannot create a folder in /tmp")
            return unsafe String(cString: copy)
        }
        // mkdtemp makes it private; the account of the server must get to its own folder inside.
        unsafe chmod(path, 0o711)
        clusters.withLock { $0[path] = .some(nil) }
        return path
    }

    /// Notes the cluster that runs in a folder, so that it is ended before the folder is removed.
    static func register(_ cluster: EmbeddedCluster, in folder: String) {
        clusters.withLock { $0[folder] = cluster }
    }

    /// Removes a folder whose cluster was stopped.
    static func remove(_ folder: String) {
        clusters.withLock { _ = $0.removeValue(forKey: folder) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func removeAll() {
        for (folder, cluster) in clusters.withLock({ $0 }) {
            cluster?.terminate()
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    private static func removeStale() async {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in names where name.hasPrefix(prefix) {
            guard let owner = pid_t(name.dropFirst(prefix.count).prefix(while: \.isNumber)), kill(owner, 0) != 0,
                errno == ESRCH
            else { continue }
            let folder = "/tmp/" + name
            // Several test processes may clean at the same time: who comes second finds it locked or gone.
            let clusters = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
            for lock in clusters where lock.hasSuffix("owner.lock") {
                let cluster = folder + "/" + lock.dropLast("owner.lock".count)
                try? await EmbeddedCluster.destroy(dataDirectory: cluster, logger: Logger(label: "test"))
            }
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
