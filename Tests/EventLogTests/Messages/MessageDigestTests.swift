import EventLog
import Testing

@Suite("The digest that makes messages the same")
struct MessageDigestTests {
    private func digest(_ id: String?, _ params: String) -> String {
        let params = Array(params.utf8)
        let digest = unsafe MessageDigest(rpcID: id, method: "m", params: params.span.bytes)
        return digest.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test("is that of the length-prefixed parts")
    func vectors() {
        #expect(digest("\"a\"", "{}") == "cf8f0f9ad62c43c63f61d0c21d52423f")
        #expect(digest("1", "{}") == "27d9109b995bc7cb4aedb6735ab08367")
        #expect(digest(nil, "{}") == "4c3d02629df877413eeb2dccc5399bd6")
        #expect(digest("", "") == "a7de256c29fa81275864b5b776042309")
    }

    @Test("tells apart a number from a text, and an absent id from both")
    func ids() throws {
        let texts =
            ["1", "\"1\"", "null"].map { #"{"id":\#($0),"method":"m","params":{}}"# } + [#"{"method":"m","params":{}}"#]
        let digests = try texts.map { try message($0).digest }
        #expect(digests[0] != digests[1])
        #expect(digests[2] == digests[3])
        #expect(Set(digests).count == 3)
    }

    @Test("survives the way through bytes")
    func bytes() {
        let digest = MessageDigest(high: 0x0102_0304_0506_0708, low: 0x090a_0b0c_0d0e_0f10)
        #expect(digest.bytes == Array(1...16))
        #expect(MessageDigest(bytes: digest.bytes) == digest)
        #expect(MessageDigest(bytes: [1, 2, 3]) == nil)
    }
}
