import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Testing

@Suite("X-Signature", .database)
struct SignatureTests {
    @Test("The example of the message reference is accepted")
    func vector() async throws {
        #expect(Messages.signed.count == 174)
        try await RunningServer.with {
            $0.signatureSecrets = [Messages.secret]
        } _: { server async throws in
            let response = try await server.send(
                "POST", "/oms", ["X-Signature": Messages.signature], Messages.signed)
            #expect(response.status == 200, "\(response.text)")
        }
    }

    @Test("Any of several secrets may have signed: they can be rotated")
    func rotation() async throws {
        try await RunningServer.with {
            $0.signatureSecrets = ["new", Messages.secret]
        } _: { server async throws in
            for secret in ["new", Messages.secret] {
                let body = Messages.lineCancelled(order: secret)
                let response = try await server.post(
                    "/oms", body, ["X-Signature": Messages.signature(body, secret: secret)])
                #expect(response.status == 200)
            }
        }
    }

    @Test(
        "A missing, damaged or wrong signature is refused with 401, and nothing is stored",
        arguments: [
            nil, "", "sha1=", "2ef4232d6a4d22f0992ed3170c18c7fe3d7bcb3d",
            "sha256=2ef4232d6a4d22f0992ed3170c18c7fe3d7bcb3d",
            "sha1=2ef4232d6a4d22f0992ed3170c18c7fe3d7bcb3e", "sha1=2ef4232d6a4d22f0992ed3170c18c7fe3d7bcb3",
            "sha1=zz", "sha1=" + String(repeating: "0", count: 40),
        ] as [String?])
    func wrong(signature: String?) async throws {
        try await RunningServer.with {
            $0.signatureSecrets = [Messages.secret]
        } _: { server async throws in
            let headers = signature.map { ["X-Signature": $0] } ?? [:]
            let response = try await server.send("POST", "/oms", headers, Messages.signed)
            #expect(response.status == 401)
            #expect(try response.json["error"]?.int("code") == -32001)
            let stored = try await server.pool.withConnection { connection in
                try connection.query(Statement(name: "", sql: "SELECT count(*) FROM message"))[0].int(0)
            }
            #expect(stored == 0)
        }
    }

    @Test("The signature is one over the bytes: another white space is another body")
    func bytes() async throws {
        try await RunningServer.with {
            $0.signatureSecrets = [Messages.secret]
        } _: { server async throws in
            let response = try await server.send(
                "POST", "/oms", ["X-Signature": Messages.signature], Messages.signed + [UInt8(ascii: "\n")])
            #expect(response.status == 401)
        }
    }

    @Test("Without a configured secret the header is ignored")
    func ignored() async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.send("POST", "/oms", ["X-Signature": "sha1=00"], Messages.signed)
            #expect(response.status == 200)
        }
    }
}
