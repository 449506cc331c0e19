internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTP1

/// Which requests take the short way, and how they and their answers are written.
enum ShortRequest {
    /// Whether a request is a small message of the bus that asks for nothing special of its connection.
    static func fits(_ head: HTTPRequestHead) -> Bool {
        guard head.method == .POST, head.uri == "/oms", head.version == .http1_1 else { return false }
        guard let length = length(head), (1...BodyReader.uncounted).contains(length) else { return false }
        return head.headers.allSatisfy { name, value in
            switch name.utf8.count {
            case 6: !isSame(name, "expect")
            case 7: !isSame(name, "upgrade")
            case 10: !isSame(name, "connection") || isSame(value, "keep-alive")
            case 17: !isSame(name, "transfer-encoding")
            default: true
            }
        }
    }

    /// What `Content-Length` says, if it says it once.
    static func length(_ head: HTTPRequestHead) -> Int? {
        var length: Int?
        for (name, value) in head.headers where name.utf8.count == 14 && isSame(name, "content-length") {
            guard length == nil, let number = Int(value) else { return nil }
            length = number
        }
        return length
    }

    /// The request as routes take it: the host is no field of it.
    static func request(_ head: HTTPRequestHead, _ body: ByteBuffer) -> Request {
        var host: String?
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        for (name, value) in head.headers {
            if host == nil, name.utf8.count == 4, isSame(name, "host") {
                host = value
            } else if let name = HTTPField.Name(name) {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        return Request(
            head: HTTPRequest(
                method: .post, scheme: "http", authority: host, path: head.uri, headerFields: fields),
            body: RequestBody(buffer: body))
    }

    /// An answer as HTTP/1.1 sends it (RFC 9112, section 4).
    static func bytes(_ head: HTTPResponse, _ body: [UInt8], _ allocator: ByteBufferAllocator) -> ByteBuffer {
        var bytes = allocator.buffer(capacity: 768 + body.count)
        bytes.writeStaticString("HTTP/1.1 ")
        bytes.writeString(String(head.status.code))
        bytes.writeStaticString(" ")
        bytes.writeString(HTTPResponseStatus(statusCode: head.status.code).reasonPhrase)
        bytes.writeStaticString("\r\n")
        for field in head.headerFields {
            bytes.writeString(field.name.rawName)
            bytes.writeStaticString(": ")
            bytes.writeString(field.value)
            bytes.writeStaticString("\r\n")
        }
        bytes.writeStaticString("\r\n")
        bytes.writeBytes(body)
        return bytes
    }

    /// Compares ASCII without regard to case.
    private static func isSame(_ text: String, _ lowercase: StaticString) -> Bool {
        guard text.utf8.count == lowercase.utf8CodeUnitCount else { return false }
        let wanted = unsafe UnsafeBufferPointer(start: lowercase.utf8Start, count: lowercase.utf8CodeUnitCount)
        return unsafe zip(text.utf8, wanted).allSatisfy { byte, wanted in
            byte == wanted || (0x41...0x5A).contains(byte) && byte | 0x20 == wanted
        }
    }
}
