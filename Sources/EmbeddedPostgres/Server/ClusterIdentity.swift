import Glibc

/// What tells this cluster's processes from all others of the machine: the server shows it in every process title.
struct ClusterIdentity: Sendable, Equatable {
    /// The value of `cluster_name`.
    let name: String
    /// The argument that gives a server the name.
    var setting: String { "cluster_name=\(name)" }

    /// - Parameters:
    ///   - data: The data directory. Its path alone would not tell apart two containers that share process ids; the
    ///     system identifier alone would not tell apart a copy.
    init(data: String) throws(EmbeddedPostgresError) {
        name = "herald-" + Self.digest(of: "\(data) \(try Self.systemIdentifier(data: data))")
    }

    /// The identifier that `initdb` gave the data: the first eight bytes of `pg_control`.
    private static func systemIdentifier(data: String) throws(EmbeddedPostgresError) -> UInt64 {
        let path = data + "/global/pg_control"
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileSystem.failure("read", path) }
        defer { close(descriptor) }
        var identifier: UInt64 = 0
        let count = unsafe withUnsafeMutableBytes(of: &identifier) { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count == 8 else { throw .system(operation: "read", path: path, reason: "it is too short") }
        return identifier
    }

    /// FNV-1a, 64 bits, in hexadecimal: short and the same in every run.
    static func digest(of text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
