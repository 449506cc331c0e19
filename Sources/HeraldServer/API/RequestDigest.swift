internal import Crypto
internal import OMSMessages

/// What a request asks for, as a digest: a key by which a repetition is recognised is good for one wish alone.
enum RequestDigest {
    /// The same for the same wish, however it is written: absent and empty are the same, and so is every order.
    static func of(_ texts: [String: String?], _ numbers: [String: Int] = [:]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
                if let text, !text.isEmpty { json.member(named: name, text) }
            }
            for (name, number) in numbers.sorted(by: { $0.key < $1.key }) { json.member(named: name, number) }
        }
        return Array(SHA256.hash(data: json.bytes))
    }
}
