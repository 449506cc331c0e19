import FoundationEssentials
import Glibc

/// Where the programs of one PostgreSQL version lie.
struct ServerBinaries: Sendable, Equatable {
    /// The oldest version herald runs on (`default_toast_compression`).
    static let oldestVersion = 14

    var folder: String
    var majorVersion: Int

    var postgres: String { folder + "/postgres" }
    var initdb: String { folder + "/initdb" }

    /// Finds the server: in the folder given, or in `PATH`, or the newest of the distribution's.
    ///
    /// - Parameters:
    ///   - dataVersion: The major version that wrote existing data, which alone can read it.
    ///   - dataDirectory: For the message.
    static func find(
        options: ClusterOptions, account: ServerAccount, dataVersion: Int?, dataDirectory: String
    ) async throws(EmbeddedPostgresError) -> ServerBinaries {
        let searched = options.binaries.map { [$0] } ?? (options.searchPath ?? environmentPath())
        var found: [ServerBinaries] = []
        for folder in searched where FileSystem.isExecutable(folder + "/initdb") {
            guard let version = try await version(in: folder, account: account) else { continue }
            found.append(ServerBinaries(folder: folder, majorVersion: version))
        }
        if options.binaries == nil { found += distribution(in: options.distributionDirectory) }
        let usable = found.filter { $0.majorVersion >= oldestVersion }
        guard !usable.isEmpty else {
            let distribution = options.binaries == nil ? [options.distributionDirectory + "/*/bin"] : []
            throw .serverMissing(searched: searched + distribution)
        }
        guard let dataVersion else { return usable[0] }
        guard let match = usable.first(where: { $0.majorVersion == dataVersion }) else {
            throw .versionMismatch(
                dataDirectory: dataDirectory, dataVersion: dataVersion,
                installed: Set(usable.map(\.majorVersion)).sorted())
        }
        return match
    }

    /// The servers of the distribution, newest first.
    private static func distribution(in root: String) -> [ServerBinaries] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.compactMap(Int.init).sorted(by: >).compactMap { version in
            let folder = "\(root)/\(version)/bin"
            let isComplete = ["postgres", "initdb"].allSatisfy { FileSystem.isExecutable("\(folder)/\($0)") }
            return isComplete ? ServerBinaries(folder: folder, majorVersion: version) : nil
        }
    }

    /// What `postgres --version` says, run under the account: nil when it cannot run it.
    private static func version(in folder: String, account: ServerAccount) async throws(EmbeddedPostgresError) -> Int? {
        let postgres = folder + "/postgres"
        guard FileSystem.isExecutable(postgres) else { return nil }
        let (status, output) = try await account.command([postgres, "--version"]).run()
        guard status.isSuccess, let match = output.firstMatch(of: /PostgreSQL\) (\d+)/) else { return nil }
        return Int(match.1)
    }

    private static func environmentPath() -> [String] {
        guard let path = unsafe getenv("PATH") else { return [] }
        return unsafe String(cString: path).split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    }
}
