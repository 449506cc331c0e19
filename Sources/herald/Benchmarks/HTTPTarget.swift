import FoundationEssentials

/// A running herald that is measured over HTTP.
struct HTTPTarget: Sendable {
    /// As it was given.
    let url: String
    let host: String
    let port: Int
    let head: RequestHead

    /// Reads a URL such as `http://127.0.0.1:8080`, or one with the beginning of a path.
    /// - Parameter token: an API token.
    /// - Throws: ``TargetError``.
    init(url: String, token: String?) throws(TargetError) {
        guard let parsed = URL(string: url), let scheme = parsed.scheme?.lowercased(), let host = parsed.host(),
            !host.isEmpty, parsed.user == nil, parsed.query() == nil, parsed.fragment == nil
        else { throw .noURL(url) }
        guard scheme != "https" else { throw .encrypted(url) }
        guard scheme == "http", (1...65_535).contains(parsed.port ?? 80) else { throw .noURL(url) }
        guard token?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) ?? true else { throw .noToken }
        self.url = url
        // Of an IPv6 address, brackets belong to the URL alone.
        self.host = host.trimmingPrefix("[").split(separator: "]").first.map(String.init) ?? host
        port = parsed.port ?? 80
        let name = self.host.contains(":") ? "[\(self.host)]" : self.host
        var path = parsed.path()
        while path.hasSuffix("/") { path.removeLast() }
        head = RequestHead(authority: parsed.port.map { "\(name):\($0)" } ?? name, path: path, token: token)
    }
}

/// What all requests of a load have at their beginning.
struct RequestHead: Sendable {
    var authority = "127.0.0.1"
    /// What paths begin with.
    var path = ""
    var token: String?

    /// For the server that a benchmark starts in its own process.
    static let own = RequestHead()
}

/// Why a URL cannot be measured.
enum TargetError: Error, CustomStringConvertible {
    case noURL(String)
    case encrypted(String)
    case noToken

    var description: String {
        switch self {
        case .noURL(let url): "--against takes a URL such as http://127.0.0.1:8080, not '\(Terminal.harmless(url))'"
        case .encrypted(let url):
            "'\(Terminal.harmless(url))' is encrypted: the load generator speaks plain HTTP alone, else it would measure "
                + "encryption too; name the address of herald itself, behind what ends TLS"
        case .noToken: "HERALD_TOKEN has characters that no token has"
        }
    }
}
