import Glibc
import HeraldTesting
import OMSMessages

/// A mail as Python's `email` package understands it.
struct PythonMail {
    let headers: [(name: String, value: String)]
    let to: [String]
    let text: String
    let html: String
    let defects: Int

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    private static let program = """
        import email, email.policy, json, sys
        message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        parts = {p.get_content_type(): p for p in message.walk() if not p.is_multipart()}
        defects = sum(len(p.defects) for p in message.walk()) + sum(len(v.defects) for v in message.values())
        json.dump({
            'headers': [[k, str(v)] for k, v in message.items()],
            'to': [a.addr_spec for a in message['To'].addresses],
            'text': parts['text/plain'].get_content(), 'html': parts['text/html'].get_content(),
            'parts': [p.get_content_type() for p in message.walk()], 'defects': defects}, open(sys.argv[2], 'w'))
        """

    static func parse(_ eml: [UInt8]) async throws -> PythonMail {
        let json = try await withTestFolder { folder in
            try write(eml, to: folder + "/mail.eml")
            try write(Array(program.utf8), to: folder + "/read.py")
            let status = unsafe system("python3 \(folder)/read.py \(folder)/mail.eml \(folder)/mail.json")
            guard status == 0 else { throw Failure(status: status) }
            return contents(of: folder + "/mail.json")
        }
        let root = try JSONDocument(json).root
        guard root.elements("parts").map(\.string) == ["multipart/alternative", "text/plain", "text/html"] else {
            throw Failure(status: -1)
        }
        return PythonMail(
            headers: root.elements("headers").map { ($0.elements[0].string ?? "", $0.elements[1].string ?? "") },
            to: root.elements("to").compactMap(\.string), text: root.string("text") ?? "",
            html: root.string("html") ?? "", defects: root.int("defects") ?? -1)
    }

    struct Failure: Error { let status: Int32 }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw Failure(status: errno) }
        defer { unsafe fclose(file) }
        guard unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(status: errno) }
    }
}
