import StandardWebhooks
import Testing

@Suite("A signature of a webhook") struct WebhookSignatureTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let secret: String
        var id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
        var timestamp: Int64 = 1_614_265_330
        let body: String
        let expected: String
        var testDescription: String { name }
    }

    /// The first, sixth and seventh are published by the standard; the others were made with its reference libraries.
    static let vectors = [
        Vector(
            name: "HMAC", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", body: #"{"test": 2432232314}"#,
            expected: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        Vector(
            name: "HMAC, empty body", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", body: "",
            expected: "v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A="),
        Vector(
            name: "HMAC, UTF-8", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", body: #"{"test":"Zürich – €9 😀"}"#,
            expected: "v1,cixOUTMNvBxJTKhLfMbiKziW2SF+bPZsphqKOr1Ry/o="),
        Vector(
            name: "HMAC, new secret", secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
            id: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", timestamp: 1_674_087_231, body: rotated,
            expected: "v1,Inw/unYkpAh6Njpdz4O+hnN82xYMXQ6NjnZIQN/mzIQ="),
        Vector(
            name: "HMAC, old secret", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            id: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", timestamp: 1_674_087_231, body: rotated,
            expected: "v1,ARw42xaAApl/nxRo+iPGYwSaMQaOwMo2eyH5JBRA+bQ="),
        Vector(
            name: "ed25519, seed", secret: "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=",
            body: #"{"test": 2432232314}"#,
            expected: "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="),
        Vector(
            name: "ed25519, seed and public key",
            secret: "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==",
            body: #"{"test": 2432232314}"#,
            expected: "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=="),
    ]

    static let rotated =
        #"{"type":"contact.created","timestamp":"2022-11-03T20:26:10.344522Z","data":{"id":"1f81eb52-5198-4599-803e-771906343485"}}"#

    @Test("is the one that the standard and its libraries give", arguments: vectors)
    func published(_ vector: Vector) throws {
        let headers = WebhookSignature.headers(
            id: vector.id, timestamp: vector.timestamp, body: Array(vector.body.utf8),
            secrets: [try #require(WebhookSecret(vector.secret))])
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.map(\.value) == [vector.id, "\(vector.timestamp)", vector.expected])
    }

    @Test("stands beside those of all other secrets")
    func rotation() throws {
        let vectors = Self.vectors[3...4]
        let headers = WebhookSignature.headers(
            id: vectors[3].id, timestamp: vectors[3].timestamp, body: Array(Self.rotated.utf8),
            secrets: try vectors.map { try #require(WebhookSecret($0.secret)) })
        #expect(headers[2].value == vectors.map(\.expected).joined(separator: " "))
    }

    @Test(
        "is made with nothing but a secret of the standard",
        arguments: [
            "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8=", "whsec_!!!!", "whsk_AAAA",
            "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
            // A public key that is not the seed's.
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvw==",
        ])
    func malformed(_ text: String) {
        #expect(WebhookSecret(text) == nil)
    }

    @Test("tells nobody its secret", arguments: [vectors[0], vectors[5]])
    func masked(_ vector: Vector) throws {
        let secret = try #require(WebhookSecret(vector.secret))
        var dumped = ""
        dump([secret], to: &dumped)
        let key = vector.secret.drop { $0 != "_" }.dropFirst()
        for text in ["\(secret)", String(reflecting: [secret]), dumped] { #expect(!text.contains(key)) }
    }
}
