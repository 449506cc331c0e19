/// Fields of a form as the body of a request (WHATWG URL, `application/x-www-form-urlencoded`).
struct FormBody {
    let bytes: [UInt8]

    init(_ fields: [(name: String, value: String)]) {
        bytes = Array(
            fields.map { FormBody.encoded($0.name) + [UInt8(ascii: "=")] + FormBody.encoded($0.value) }
                .joined(separator: [UInt8(ascii: "&")]))
    }

    private static func encoded(_ text: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D, 0x2E, 0x5F: [byte]
            case 0x20: [UInt8(ascii: "+")]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
