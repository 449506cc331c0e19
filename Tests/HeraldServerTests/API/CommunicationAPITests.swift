import Communications
import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import Synchronization
import Testing

@testable import Delivery

@Suite("Communications in the API", .database)
struct CommunicationAPITests {
    /// Remembers what it was asked for.
    final class Recorder: CommunicationActing {
        struct Asked: Sendable {
            var action: CommunicationAction
            var id: PostgresUUID
            var to: String?
            var request: ActionRequest
        }

        let asked = Mutex<[Asked]>([])
        let failure: ActionError?

        init(failure: ActionError? = nil) { self.failure = failure }

        func perform(
            _ action: CommunicationAction, on id: PostgresUUID, to: String?, request: ActionRequest
        ) async throws -> ActionResult {
            if let failure { throw failure }
            asked.withLock { $0.append(Asked(action: action, id: id, to: to, request: request)) }
            return ActionResult(communicationID: id, status: .pending, resultID: nil, isRepetition: false)
        }

        func recorded(on communication: StoredCommunication) async throws -> [ActionRecord] { [] }
    }

    private static let id = "0190163d-8694-739b-aea5-966c26f8ad91"

    @Test("Communications are listed, filtered and read one by one")
    func list() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            for number in 0..<5 { _ = try await server.post("/oms", Messages.created(order: "NQ-\(number)")) }
            try await server.untilProjected()
            var seen: [String] = []
            var target: String? = "/api/v1/communications?limit=2"
            while let page = target {
                let answer = try await server.get(page).json
                seen += answer.elements("communications").compactMap { $0.string("id") }
                target = answer.string("next").map { "/api/v1/communications?limit=2&after=\($0)" }
            }
            #expect(seen.count == 5)
            #expect(Set(seen).count == 5)

            let one = try await server.get("/api/v1/communications/\(seen[0])").json
            #expect(one.string("kind") == "order_confirmation")
            #expect(
                Set(one["subject"]?.members.map(\.name) ?? []) == ["refund_id", "return_id", "shipment_id", "lines"])
            let ofOrder = try await server.get("/api/v1/communications?order=NQ-3&kind=order_confirmation").json
            #expect(ofOrder.elements("communications").count == 1)
            #expect(
                try await server.get("/api/v1/communications?kind=return_received").json.elements("communications")
                    .isEmpty)
            #expect(
                try await server.get("/api/v1/communications/\(seen[0])/attempts").json.elements("attempts").isEmpty)
            #expect(try await server.get("/api/v1/communications/\(seen[0])/content?as=text").status == 404)
            let explanation = try await server.get("/api/v1/communications/\(seen[0])/explain").json
            #expect(explanation.string("kind") == "order_confirmation")
            #expect(explanation.elements("checks").contains { $0.bool("decides") == true })
        }
    }

    @Test("Stored content comes back byte for byte, in a sandbox")
    func content() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            _ = try await server.post("/oms", Messages.created(order: "NQ-1"))
            try await server.untilProjected()
            let id = try #require(
                try await server.get("/api/v1/communications").json.elements("communications").first?.string("id"))
            let html = "<h1>Grüße</h1><script>alert(1)</script>"
            try await server.pool.withConnection { connection in
                _ = try connection.execute(
                    Statement(
                        name: "",
                        sql: """
                            INSERT INTO communication_content (shard, communication_id, part, content)
                            SELECT shard, id, 'html', $2 FROM communication WHERE id = $1
                            """), [PostgresUUID(id)!, Array(html.utf8)])
            }
            let response = try await server.get("/api/v1/communications/\(id)/content")
            #expect(response.status == 200)
            #expect(response.text == html)
            #expect(response.headers["content-type"] == "text/html; charset=utf-8")
            #expect(response.headers["content-security-policy"]?.contains("sandbox") == true)
        }
    }

    @Test("An action names who, why and its key", arguments: CommunicationAction.allCases)
    func action(action: CommunicationAction) async throws {
        let recorder = Recorder()
        try await RunningServer.with(actions: recorder) { server async throws in
            let body =
                action == .resend
                ? #"{"reason":"customer asked","actor":"Kim","to":"k@example.com"}"# : #"{"reason":"customer asked"}"#
            let response = try await server.post(
                "/api/v1/communications/\(Self.id)/\(action.rawValue)", body, ["Idempotency-Key": "k-1"])
            #expect(response.status == 200, "\(response.text)")
            #expect(try response.json.string("communication_id") == Self.id)
            #expect(try response.json.string("status") == "pending")
            let asked = try #require(recorder.asked.withLock { $0.first })
            #expect(asked.action == action)
            #expect(asked.id.description == Self.id)
            #expect(asked.to == (action == .resend ? "k@example.com" : nil))
            #expect(asked.request.reason == "customer asked")
            #expect(asked.request.actor == (action == .resend ? "Kim (this machine)" : "this machine"))
            #expect(asked.request.idempotencyKey == "k-1")
        }
    }

    @Test(
        "A body that says too little, too much or nonsense is refused, naming what",
        arguments: [
            ("", nil), ("{", nil), ("[]", nil), ("{}", "reason"), (#"{"reason":" "}"#, "reason"),
            (#"{"reason":7}"#, "reason"), (#"{"reason":"a","colour":"b"}"#, "colour"),
            (#"{"reason":"a","to":"x@example.com"}"#, "to"),
        ] as [(String, String?)])
    func wrongBody(body: String, name: String?) async throws {
        let recorder = Recorder()
        try await RunningServer.with(actions: recorder) { server async throws in
            let response = try await server.post("/api/v1/communications/\(Self.id)/retry", body)
            #expect(response.status == 400, "\(response.text)")
            #expect(try response.json.string("parameter") == name)
            #expect(recorder.asked.withLock { $0.isEmpty })
        }
    }

    @Test(
        "A refused action is answered by its reason",
        arguments: [
            (.notFound(PostgresUUID(high: 1, low: 2)), 404), (.impossible(.retry, status: .sent), 409),
            (.keyOfOtherAction(.dismiss), 409), (.invalidAddress, 400), (.sandbox, 409), (.noRecipient, 409),
        ] as [(ActionError, Int)])
    func refusedAction(error: ActionError, status: Int) async throws {
        try await RunningServer.with(actions: Recorder(failure: error)) { server async throws in
            let response = try await server.post("/api/v1/communications/\(Self.id)/retry", #"{"reason":"a"}"#)
            #expect(response.status == status)
            #expect(response.headers["content-type"] == "application/problem+json")
        }
    }

    @Test("The real actions are connected: a repeated request is answered, not repeated")
    func realActions() async throws {
        let actions = CommunicationActions(
            pool: TestDatabase.current.pool, policy: { _ in ChannelPolicy() }, logger: TestLog.quiet)
        try await RunningServer.with(projects: true, actions: actions) { server async throws in
            _ = try await server.post(
                "/oms", Messages.created(order: "NQ-1", date: Timestamp(microseconds: Clock.now).rfc3339UTC))
            try await server.untilProjected()
            let found = try await server.get("/api/v1/communications").json.elements("communications")
            let id = try #require(found.first?.string("id"))
            #expect(found.first?.string("status") == "delegated")
            let target = "/api/v1/communications/\(id)/acknowledge"
            let first = try await server.post(target, #"{"reason":"sent"}"#, ["Idempotency-Key": "k"])
            #expect(first.status == 200, "\(first.text)")
            #expect(try first.json.bool("repeated") == false)
            let again = try await server.post(target, #"{"reason":"sent"}"#, ["Idempotency-Key": "k"])
            #expect(try again.json.bool("repeated") == true)
            #expect(try await server.get("/api/v1/communications/\(id)").json.string("status") == "acknowledged")
        }
    }
}
