internal import CZlib
internal import HTTPTypes

/// Compresses answers with gzip where that is asked for and worth it.
enum Compression {
    /// Shorter bodies gain nothing.
    static let minimum = 1024
    /// Longer ones would hold up a thread for too long; there are none that a list's `limit` allows but of huge documents.
    static let maximum = 16 << 20
    /// Above this the work leaves the thread of the connection.
    private static let quick = 32 << 10

    /// Compresses the answer's body. Pages are left alone: they may hold a secret beside text of the caller's choice, whose
    /// length would give it away (BREACH).
    static func apply(to answer: inout Answer, _ request: HTTPFields) async {
        guard answer.status == .ok, answer.stream == nil, isWorthwhile(answer.contentType) else { return }
        answer.vary.append("Accept-Encoding")
        guard (minimum...maximum).contains(answer.body.count), accepts(request[values: .acceptEncoding]) else { return }
        let body = answer.body
        let compressed =
            body.count <= quick
            ? gzip(body) : await withTaskExecutorPreference(globalConcurrentExecutor) { await away(body) }
        guard let compressed, compressed.count < body.count else { return }
        answer.body = compressed
        answer.headers.append((.contentEncoding, "gzip"))
    }

    private static func isWorthwhile(_ type: String?) -> Bool {
        guard let type else { return false }
        return type == Answer.jsonType || type.hasPrefix("text/plain")
    }

    /// Whether `Accept-Encoding` takes gzip: named or by `*`, and not with a quality of 0 (RFC 9110, section 12.5.3).
    static func accepts(_ values: [String]) -> Bool {
        var named: Bool?
        var any: Bool?
        for item in values.joined(separator: ",").split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }
            guard let coding = parts.first else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            switch coding {
            case "gzip", "x-gzip": named = quality > 0
            case "*": any = quality > 0
            default: break
            }
        }
        return named ?? any ?? false
    }

    @concurrent private static func away(_ body: [UInt8]) async -> [UInt8]? { gzip(body) }

    /// The bytes as one gzip member; nil if zlib has no memory.
    static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = unsafe z_stream()
        // The fastest level: what is sent is made anew for every request.
        let isReady = unsafe deflateInit2_(
            &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard isReady == Z_OK else { return nil }
        defer { unsafe deflateEnd(&stream) }
        let bound = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
        var isComplete = false
        let compressed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            unsafe bytes.withUnsafeBufferPointer { input in
                unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(bound)
                isComplete = unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = unsafe bound - Int(stream.avail_out)
            }
        }
        return isComplete ? compressed : nil
    }
}
