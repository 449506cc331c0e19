import Foundation
import HeraldTesting
import OMSMessages
import Postgres
import SampleWorld
import Testing

/// Two processes of the real program on one database. Source: invariants 3, 5 and 7 of the architecture.
@Suite("Two nodes", .database, .timeLimit(.minutes(3)))
struct TwoNodesTests {
    /// Old facts are told too; leases are short, so that the second node gets its share soon.
    private static let settings = [
        "policy.defaults.max_age=3650d", "policy.defaults.order_confirmation=service", "projection.lease=2s",
    ].flatMap { ["--set", $0] }
    private static let messages = SampleWorld.histories(
        SampleWorld.Options(orders: 90, seed: 31, quirks: true, shuffle: false, duplicates: true)
    ).flatMap { $0 }.map(\.json)

    @Test("Whichever of two processes gets a message, it is folded once, and each communication is sent once")
    func sharedDatabase() async throws {
        let database = TestDatabase.current
        try await Program.withFolder { firstFolder in
            try await Program.withFolder { secondFolder in
                let first = try await RunningService.start(
                    folder: firstFolder, port: 18_431, database: database.uri, settings: Self.settings)
                defer { first.kill() }
                let second = try await RunningService.start(
                    folder: secondFolder, port: 18_432, database: database.uri, settings: Self.settings)
                defer { second.kill() }
                try await database.wait(
                    until: "(SELECT count(DISTINCT node) = 2 FROM shard_lease WHERE expires_at > now())")

                async let left = feed(Self.messages.indices.filter { $0.isMultiple(of: 2) }, to: first)
                async let right = feed(Self.messages.indices.filter { !$0.isMultiple(of: 2) }, to: second)
                let places = try await left.union(right)
                try await first.settle()

                let stored = try await database.texts("SELECT shard || ':' || position FROM message")
                #expect(Set(stored) == places)
                #expect(
                    try await database.texts("SELECT sum(position)::text FROM checkpoint WHERE is_live") == [
                        "\(stored.count)"
                    ])
                #expect(try await database.texts("SELECT order_id FROM parked_order") == [])

                let mails = [try first.mails(), try second.mails()]
                #expect(mails.allSatisfy { !$0.isEmpty }, "both take part")
                let sent = try await database.texts(
                    "SELECT id || '.eml' FROM communication WHERE status = 'sent' ORDER BY 1")
                #expect(mails.flatMap(\.self).sorted() == sent, "one mail for each, in one of the mailboxes")
                #expect(
                    try await database.texts(
                        "SELECT DISTINCT status || ' ' || attempts FROM delivery WHERE status <> 'cancelled'")
                        == ["sent 1"])

                let verification = try await Program.run(
                    ["replay", "--verify"] + Self.settings, environment: ["HERALD_DATABASE_URL": database.uri])
                #expect(verification.status == 0, "\(verification.text)")
                #expect(try await first.stop() == 0)
                #expect(try await second.stop() == 0)
            }
        }
    }

    /// Sends messages one after the other.
    /// - Returns: the places that were answered.
    private func feed(_ indices: [Int], to service: RunningService) async throws -> Set<String> {
        var places = Set<String>()
        for index in indices {
            let answer = try #require(try await service.post("/oms", Self.messages[index]))
            try #require(answer.status == 200)
            let result = try JSONDocument(Array(answer.body)).root["result"]
            places.insert("\(try #require(result?.int("shard"))):\(try #require(result?.int("position")))")
        }
        return places
    }
}
