import FoundationEssentials
import Glibc
import Logging

/// The processes that an earlier owner of the cluster left behind when it was killed.
///
/// They are stopped, not adopted: a process that is not our child cannot be waited for, and runs with old settings.
/// Called only while holding the ``ClusterLock``, so nobody else wants them.
struct Leftovers {
    var identity: ClusterIdentity
    var layout: ClusterLayout
    var logger: Logger

    /// Ends every leftover process, gently first, and removes the server's note of its process id.
    ///
    /// - Parameter limit: For the fast shutdown; then the same again for an immediate one, and at last SIGKILL.
    func settle(within limit: Duration) async throws(EmbeddedPostgresError) {
        let found = processes()
        if !found.isEmpty {
            let ids = found.map(String.init).joined(separator: " ")
            logger.notice(
                "stopping the PostgreSQL that an earlier herald left behind", metadata: ["processes": "\(ids)"])
        }
        for (signal, limit) in [(SIGINT, limit), (SIGQUIT, .seconds(10)), (SIGKILL, .seconds(10))] {
            let remaining = processes()
            if remaining.isEmpty { break }
            if let postmaster = postmaster(among: remaining), signal != SIGKILL {
                // The postmaster stops its children itself.
                kill(postmaster, signal)
            } else {
                for process in remaining { kill(process, signal) }
            }
            await waitUntilGone(within: limit)
        }
        let remaining = processes()
        guard remaining.isEmpty else { throw .leftoversRemain(dataDirectory: layout.root, processes: remaining) }
        // The note's process id may by now belong to another process (always the case in restarted containers), which
        // the server would take for a running one. No process of this cluster exists, so the note is stale.
        try FileSystem.remove(layout.postmasterFile)
    }

    /// Processes of this cluster: the postmaster by its command line, its children by their titles.
    func processes() -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            guard let line = Self.commandLine(of: process) else { return false }
            return line.hasPrefix("postgres: \(identity.name): ") || line.contains("\0\(identity.setting)\0")
        }
    }

    private func postmaster(among processes: [pid_t]) -> pid_t? {
        FileSystem.text(of: layout.postmasterFile)
            .flatMap { pid_t($0.prefix(while: \.isNumber)) }
            .flatMap { processes.contains($0) ? $0 : nil }
    }

    private func waitUntilGone(within limit: Duration) async {
        let deadline = ContinuousClock.now + limit
        // Strangers cannot be waited for, only looked at.
        while ContinuousClock.now < deadline, !processes().isEmpty {
            await Task { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
    }

    private static func commandLine(of process: pid_t) -> String? {
        let descriptor = unsafe open("/proc/\(process)/cmdline", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            count = max(0, unsafe read(descriptor, buffer.baseAddress, buffer.count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
