public import Curl
internal import FoundationEssentials

/// Where the keys of an identity provider are read from.
public enum KeySource: Sendable {
    /// A file with a JSON Web Key Set.
    case file(String)
    /// An `https` URL of one, and the client that may reach it.
    case url(String, CurlClient)

    /// The largest set in bytes.
    public static let maximumBytes = 256 << 10

    func load() async throws(IdentityError) -> [UInt8] {
        switch self {
        case .file(let path):
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .keysUnavailable("the file cannot be read")
            }
            guard data.count <= Self.maximumBytes else { throw .keysUnavailable("it is too large") }
            return Array(data)
        case .url(let url, let client):
            do {
                let answer = try await client.get(HTTPGet(url: url, headers: [("Accept", "application/json")]))
                guard answer.status == 200 else {
                    throw IdentityError.keysUnavailable("the answer is \(answer.status)")
                }
                return answer.body
            } catch let error as IdentityError {
                throw error
            } catch {
                throw .keysUnavailable("no answer: \((error as? TransferFailure)?.cause.rawValue ?? "failed")")
            }
        }
    }
}
