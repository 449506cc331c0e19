public import Foundation
import Subprocess
import SystemPackage

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
    public static func with<Success: Sendable>(
        _ script: String, _ arguments: [String] = [], _ body: (PythonPeer) async throws -> Success
    ) async throws -> Success {
        let python = try await PythonEnvironment.interpreter()
        return try await withTestFolder { folder in
            let (log, authority) = (folder + "/log.ndjson", folder + "/authority.pem")
            // Its standard input closes with this process at the latest, and ends the peer; a signal may be blocked where it
            // is started from.
            return try await Subprocess.run(
                .path(FilePath(python)), arguments: Arguments([script, log, authority] + arguments),
                input: .inputWriter, output: .sequence, error: .currentStandardError
            ) { process in
                var lines = process.standardOutput.strings().makeAsyncIterator()
                guard let line = try await lines.next(), let port = Int(line.filter(\.isNumber)) else {
                    throw PeerError.didNotStart(script)
                }
                let success = try await body(PythonPeer(port: port, log: log, authority: authority))
                try await process.standardInputWriter.finish()
                return success
            }.closureResult
        }
    }

    /// What it noted so far.
    public func notes() throws -> [Data] {
        guard let data = FileManager.default.contents(atPath: log) else { return [] }
        return data.split(separator: 10).map { Data($0) }
    }

    enum PeerError: Error { case didNotStart(String) }
}
