public import Foundation

/// A server in Python that a test talks to. It notes everything it is told, one JSON object a line.
public final class PythonPeer: Sendable {
    public let port: Int
    /// A file with the certificate of the authority that the peer's own is from.
    public let authority: String
    private let log: String

    private init(port: Int, log: String, authority: String) {
        self.port = port
        self.log = log
        self.authority = authority
    }

    /// Runs a script as long as the body takes.
    /// - Parameters:
    ///   - script: the path of a script that prints its port, once it listens, and a line break.
    ///   - arguments: given to it after the names of its log and its certificate.
    public static func with<Success>(
        _ script: String, _ arguments: [String] = [], _ body: (PythonPeer) async throws -> Success
    ) async throws -> Success {
        let python = try await PythonEnvironment.interpreter()
        return try await withTestFolder { folder in
            let (log, authority) = (folder + "/log.ndjson", folder + "/authority.pem")
            let process = Process()
            process.executableURL = URL(fileURLWithPath: python)
            process.arguments = [script, log, authority] + arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            // It closes with this process at the latest, and ends the peer; a signal may be blocked where it is started from.
            let lifeline = Pipe()
            process.standardInput = lifeline
            try process.run()
            let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
            guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
                try? lifeline.fileHandleForWriting.close()
                throw PeerError.didNotStart(script)
            }
            let peer = PythonPeer(port: port, log: log, authority: authority)
            defer { try? lifeline.fileHandleForWriting.close() }
            return try await body(peer)
        }
    }

    /// What it noted so far.
    public func notes() throws -> [Data] {
        guard let data = FileManager.default.contents(atPath: log) else { return [] }
        return data.split(separator: 10).map { Data($0) }
    }

    enum PeerError: Error { case didNotStart(String) }
}
