internal import Communications
internal import Crypto
import Glibc
import Postgres

/// What a generation is made with. A rebuild goes on with what another has filled only where all of it is the same, since
/// only then the same would be written again.
struct RebuildBasis: Hashable {
    /// SHA-256 of the executable: every build may fold another way. Empty if it cannot be read.
    ///
    /// Shared libraries are not part of it; of those only simdjson has a say in what is written, and none in what it means.
    var program: String
    /// SHA-256 of everything that the policy says.
    var policy: String
    /// SHA-256 of what people said that folds obey (skipped and assigned messages, first positions of kinds), and of which
    /// erasure was the last.
    var decisions: String
    /// The generation that serves: checkpoints of a generation never run ahead of the one it was compared with.
    var live: Int32

    /// Why a generation with another basis is of no use; nil if it is.
    /// - Parameter other: nil for a generation that does not say what it was made with.
    func reasonToBeginAnew(_ other: RebuildBasis?) -> String? {
        guard let other else { return "an older version began it" }
        if program.isEmpty || program != other.program { return "another build of herald began it" }
        if policy != other.policy { return "the policy is another" }
        if decisions != other.decisions {
            return "messages were skipped, assigned or erased since, or kinds have another first position"
        }
        return live != other.live ? "another generation serves since" : nil
    }
}

extension RebuildBasis {
    /// Reads a row of `unfinished_generation`; nil if it has none.
    init?(_ row: borrowing Row) throws(PostgresError) {
        guard let program = try row.optionalString(1), let policy = try row.optionalString(2),
            let decisions = try row.optionalString(3), try !row.isNull(4)
        else { return nil }
        self.init(program: program, policy: policy, decisions: decisions, live: try row.int32(4))
    }

    /// The digest of this program, read once.
    static let program = digestOfExecutable() ?? ""

    /// The digest of a policy: the same for equal ones, in every process.
    static func digest(of policy: Policy) -> String {
        SHA256.hash(data: Array(canonicalText(of: policy).utf8)).hexadecimal
    }

    private static func digestOfExecutable() -> String? {
        guard let file = unsafe fopen("/proc/self/exe", "rb") else { return nil }
        defer { unsafe _ = fclose(file) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
            if count == 0 { break }
            unsafe buffer.withUnsafeBytes {
                unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
        }
        return unsafe ferror(file) == 0 ? hash.finalize().hexadecimal : nil
    }
}

/// Everything that a value holds, as text: members by name, the elements of sets and dictionaries sorted, so that equal
/// values give the same. By reflection, so that a member that is added later cannot be forgotten.
func canonicalText(of value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    let members = mirror.children.map { child in (child.label.map { "\($0):" } ?? "") + canonicalText(of: child.value) }
    switch mirror.displayStyle {
    case .set, .dictionary: return "{" + members.sorted().joined(separator: ",") + "}"
    case .collection: return "[" + members.joined(separator: ",") + "]"
    case .some where !members.isEmpty: return "(" + members.joined(separator: ",") + ")"
    default: return String(reflecting: value)
    }
}

extension SHA256.Digest {
    fileprivate var hexadecimal: String {
        map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }
}
