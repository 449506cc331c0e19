internal import CLibPQ

extension ConnectionConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Host, port, database and user; never a password.
    public var description: String {
        switch Endpoint.parse(uri) {
        case .success(let endpoint): endpoint.description
        case .failure(let error): "PostgreSQL, \(error.message)"
        }
    }

    public var debugDescription: String { description }

    // `dump` and friends would otherwise print `uri`.
    public var customMirror: Mirror { Mirror(self, children: ["endpoint": description]) }
}

/// The parts of a connection string that may be shown.
struct Endpoint: CustomStringConvertible {
    var host = ""
    var port = ""
    var database = ""
    var user = ""

    var description: String {
        var text = "PostgreSQL"
        if !host.isEmpty { text += " at \(host)" }
        if !port.isEmpty { text += ", port \(port)" }
        if !database.isEmpty { text += ", database \(database)" }
        if !user.isEmpty { text += ", user \(user)" }
        return text
    }

    /// Takes a URI or conninfo string apart as libpq does.
    static func parse(_ uri: String) -> Result<Endpoint, PostgresError> {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = unsafe PQconninfoParse(uri, &message) else {
            let text = unsafe message.map { unsafe String(cString: $0) } ?? "out of memory"
            unsafe PQfreemem(message)
            let reason = withoutQuotedInput(text)
            return .failure(PostgresError(.connectFailed, "the connection string is not valid: \(reason)"))
        }
        defer { unsafe PQconninfoFree(options) }
        var endpoint = Endpoint()
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            let value = unsafe option.pointee.val.map { unsafe String(cString: $0) } ?? ""
            switch unsafe String(cString: keyword) {
            case "host": endpoint.host = value
            case "hostaddr" where endpoint.host.isEmpty: endpoint.host = value
            case "port": endpoint.port = value
            case "dbname": endpoint.database = value
            case "user": endpoint.user = value
            default: break
            }
            unsafe option += 1
        }
        // A password with a bare '@' ends up in the host, and libpq's messages would show it.
        guard !endpoint.host.contains("@") || endpoint.host.hasPrefix("@") else {
            return .failure(
                PostgresError(
                    .connectFailed,
                    "the connection string has '@' in its host: write an '@' in a password or user name as %40"))
        }
        return .success(endpoint)
    }

    /// libpq quotes the string it could not read, which may hold the password. Only names of options are kept.
    private static func withoutQuotedInput(_ message: String) -> String {
        let text = message.last == "\n" ? message.dropLast() : message[...]
        guard let quote = text.firstIndex(of: "\"") else { return String(text) }
        let quoted = text[text.index(after: quote)...].prefix { $0 != "\"" }
        let names = ["invalid URI query parameter", "invalid connection option"]
        let isName = quoted.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= $0 }
        if isName, names.contains(where: text.hasPrefix) { return String(text) }
        return text[..<quote] + "\"…\""
    }
}
