import Curl
import HeraldTesting
import InternetAddresses
import OMSMessages
import Testing

@Suite("A client of libcurl", .serialized) struct CurlClientTests {
    private func post(_ peer: PythonPeer, _ path: String, body: String = "{}") -> HTTPPost {
        HTTPPost(
            url: "http://127.0.0.1:\(peer.port)/\(path)", headers: [("content-type", "application/json")],
            body: Array(body.utf8), allowsPlainText: true)
    }

    @Test("gives back status, fields and body, cut where it is too long")
    func answer() async throws {
        try await Peers.http { peer in
            let client = CurlClient(CurlOptions(maximumAnswer: 8))
            let answer = try await client.post(post(peer, "retry/503/17"))
            #expect(answer.status == 503)
            #expect(answer.header("retry-after") == "17" && answer.header("Retry-After") == "17")
            #expect(answer.header("absent") == nil)
            #expect(String(decoding: answer.body, as: UTF8.self) == #"{"ok":tr"#)
        }
    }

    @Test("sends bodies as they are, empty and large ones too", arguments: [0, 1, 100_000, 5_000_000])
    func bodies(_ count: Int) async throws {
        try await Peers.http { peer in
            let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            var request = post(peer, "ok")
            request.body = body
            _ = try await CurlClient().post(request)
            let note = try #require(try peer.documents().last?.root)
            #expect(note.int("length") == count)
            #expect(note.int("sum") == body.reduce(0) { $0 + Int($1) })
            #expect(note["headers"]?.string("content-length") == "\(count)")
        }
    }

    @Test("keeps connections, and closes them after a time without work")
    func reuse() async throws {
        try await Peers.http { peer in
            let client = CurlClient(CurlOptions(idleTime: .seconds(1)))
            for _ in 1...5 { _ = try await client.post(post(peer, "ok")) }
            try await Task.sleep(for: .seconds(3))
            for _ in 1...5 { _ = try await client.post(post(peer, "ok")) }
            let connections = try peer.documents().compactMap { $0.root.int("connection") }
            #expect(connections.count == 10 && Set(connections).count < 10)
            #expect(connections[5] > connections[4])
        }
    }

    @Test("shares no connection with a client that may reach less")
    func separate() async throws {
        try await Peers.http { peer in
            let open = CurlClient()
            let strict = CurlClient(CurlOptions(reach: .publicOr([])))
            for _ in 1...2 {
                _ = try await open.post(post(peer, "ok"))
                #expect(await failure { _ = try await strict.post(post(peer, "ok")) }?.cause == .addressRefused)
            }
            #expect(try peer.documents().count == 2)
        }
    }

    @Test("refuses what is more than may wait, and goes on when there is room again")
    func bounded() async throws {
        try await Peers.http { peer in
            let client = CurlClient(CurlOptions(maximumRunning: 2, maximumWaiting: 3, timeout: .seconds(2)))
            let causes = await withTaskGroup(of: TransferFailure.Cause?.self) { group in
                for _ in 1...9 {
                    group.addTask { await failure { _ = try await client.post(post(peer, "hang")) }?.cause }
                }
                var causes: [TransferFailure.Cause?] = []
                for await cause in group { causes.append(cause) }
                return causes
            }
            #expect(causes.count { $0 == .overloaded } == 4)
            #expect(causes.count { $0 == .timeout } == 5)
            let answer = try await client.post(post(peer, "ok"))
            #expect(answer.status == 200)
        }
    }

    @Test("lets go of what was cancelled, running or waiting")
    func cancelled() async throws {
        try await Peers.http { peer in
            let client = CurlClient(CurlOptions(maximumRunning: 1))
            let running = Task { await failure { _ = try await client.post(post(peer, "hang")) } }
            while try peer.documents().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            let waiting = Task { await failure { _ = try await client.post(post(peer, "ok")) } }
            try await Task.sleep(for: .milliseconds(100))
            waiting.cancel()
            let unsent = await waiting.value
            #expect(unsent?.cause == .cancelled && unsent?.sent == .nothing && unsent?.isAmbiguous == false)
            running.cancel()
            let ended = await running.value
            #expect(ended?.cause == .cancelled && ended?.sent == .everything && ended?.isAmbiguous == true)
            #expect(try await client.post(post(peer, "ok")).status == 200)
            #expect(try peer.documents().count == 2)
        }
    }

    @Test("is not confused by transfers that are cancelled at any moment")
    func storm() async throws {
        try await Peers.http { peer in
            let client = CurlClient(CurlOptions(maximumRunning: 4, idleTime: .milliseconds(1)))
            let ended = await withTaskGroup(of: Bool.self) { group in
                for number in 1...300 {
                    group.addTask {
                        let transfer = Task { try? await client.post(post(peer, "ok")).status == 200 }
                        try? await Task.sleep(for: .microseconds(number * 37 % 4_000))
                        if number.isMultiple(of: 2) { transfer.cancel() }
                        return await transfer.value ?? number.isMultiple(of: 2)
                    }
                }
                return await group.reduce(into: 0) { count, isRight in count += isRight ? 1 : 0 }
            }
            #expect(ended == 300)
        }
    }

    @Test(
        "takes no request that could become two",
        arguments: [("x\r\nevil", "y"), ("x", "y\r\nevil: z"), ("x", "y\u{0}z"), ("x", "y\nz")])
    func injection(_ field: (name: String, value: String)) async throws {
        try await Peers.http { peer in
            var request = post(peer, "ok")
            request.headers.append(field)
            let refused = await failure { _ = try await CurlClient().post(request) }
            #expect(refused?.cause == .invalid)
            let notes = try peer.documents()
            #expect(notes.isEmpty)
        }
    }

    @Test("takes addresses of servers with brackets and without", arguments: ["::1", "[::1]"])
    func brackets(_ host: String) async throws {
        let mail = MailSubmission(
            server: MailServer(host: host, port: 9, security: .none), sender: "a@b.example", recipient: "c@d.example",
            message: [])
        #expect(await failure { _ = try await CurlClient().send(mail) }?.cause == .connection)
    }

    @Test("sends credentials as Basic authentication, and shows them nowhere")
    func credentials() async throws {
        try await Peers.http { peer in
            var request = post(peer, "ok")
            request.credentials = Credentials(user: "AC1", password: "hunter2")
            _ = try await CurlClient().post(request)
            let note = try #require(try peer.documents().last?.root)
            #expect(note["headers"]?.string("authorization") == "Basic QUMxOmh1bnRlcjI=")
            var dumped = ""
            dump(request, to: &dumped)
            for text in ["\(request)", String(reflecting: request), dumped] { #expect(!text.contains("hunter2")) }
        }
    }
}

/// The failure of a transfer; nil when there was none.
private func failure(_ body: () async throws -> Void) async -> TransferFailure? {
    do { try await body() } catch { return error as? TransferFailure }
    return nil
}
