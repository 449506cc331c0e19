import Foundation
public import OMSMessages

/// The servers that channels are tested against; their scripts say what they can be told to do.
public enum Peers {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Scripts/"

    /// An HTTP server, which does as the path says.
    public static func http<Success: Sendable>(
        _ options: String..., body: (PythonPeer) async throws -> Success
    ) async throws -> Success {
        try await PythonPeer.with(folder + "http_peer.py", options, body)
    }

    /// A mail server, which does as the recipient's name says.
    public static func mail<Success: Sendable>(
        _ options: String..., body: (PythonPeer) async throws -> Success
    ) async throws -> Success {
        try await PythonPeer.with(folder + "mail_peer.py", options, body)
    }
}

extension PythonPeer {
    /// What it noted, read.
    public func documents() throws -> [JSONDocument] { try notes().map { try JSONDocument(Array($0)) } }
}
