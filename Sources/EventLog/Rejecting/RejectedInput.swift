/// An input that was refused: everything about it but its content.
public struct RejectedInput: Hashable, Sendable {
    /// Why it was refused.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// No JSON.
        case parseError = "parse_error"
        /// JSON, but no JSON-RPC request.
        case invalidRequest = "invalid_request"
        case tooLarge = "too_large"
        /// The signature is missing or wrong.
        case badSignature = "bad_signature"
        /// No or an unknown bearer token.
        case unauthorized
        /// The database refused it.
        case refused
    }

    /// Where it came from. No address is kept: it may be personal data.
    public enum Origin: String, Hashable, Sendable, CaseIterable {
        case loopback
        /// An address of a private network.
        case `private`
        case `public`
        /// A file.
        case `import`
    }

    /// Microseconds since 1970-01-01 00:00:00 UTC.
    public var rejectedAt: Int64
    public var kind: Kind
    /// What is wrong, in words without content.
    public var reason: String
    public var origin: Origin
    /// In bytes.
    public var size: Int
    /// Digest of the bytes seen, to recognise repeats.
    public var digest: MessageDigest
    /// Where in the input the error was noticed, in bytes.
    public var errorOffset: Int?
    /// The beginning of the input, only where the operator has asked for it.
    public var excerpt: [UInt8]?

    /// Describes refused bytes.
    ///
    /// - Parameters:
    ///   - input: the bytes, or as many as were read.
    ///   - size: how many there were, if not all were read.
    ///   - keepsExcerpt: whether the first 256 bytes are kept; they may hold personal data.
    public init(
        _ kind: Kind, reason: String, input: RawSpan, size: Int? = nil, origin: Origin, rejectedAt: Int64,
        errorOffset: Int? = nil, keepsExcerpt: Bool = false
    ) {
        self.rejectedAt = rejectedAt
        self.kind = kind
        self.reason = reason
        self.origin = origin
        self.size = size ?? input.byteCount
        digest = MessageDigest(of: input)
        self.errorOffset = errorOffset
        excerpt = keepsExcerpt ? unsafe input.extracting(first: 256).withUnsafeBytes { unsafe Array($0) } : nil
    }

    init(
        rejectedAt: Int64, kind: Kind, reason: String, origin: Origin, size: Int, digest: MessageDigest,
        errorOffset: Int?, excerpt: [UInt8]?
    ) {
        self.rejectedAt = rejectedAt
        self.kind = kind
        self.reason = reason
        self.origin = origin
        self.size = size
        self.digest = digest
        self.errorOffset = errorOffset
        self.excerpt = excerpt
    }
}
