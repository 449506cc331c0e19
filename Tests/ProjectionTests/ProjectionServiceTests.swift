import Communications
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("The projection", .database)
struct ProjectionServiceTests {
    @Test("What is projected live is what a rebuild derives from the log: documents and decisions")
    func liveEqualsRebuild() async throws {
        let world = World()
        let options = SampleWorld.Options(orders: 150, seed: 7, quirks: true, shuffle: true, duplicates: true)
        let messages = SampleWorld.histories(options).flatMap { $0 }.map(\.json)
        try await world.append(messages)
        try await world.project()
        #expect(try await world.count("SELECT count(*) FROM parked_order") == 0)
        let documents = try await world.documents()
        #expect(documents.count >= 150)
        #expect(try await world.count("SELECT count(*) FROM communication") > 150)

        let verification = try await world.rebuild.verify()
        #expect(verification.differenceCount == 0, "\(verification.differences.prefix(5))")
        #expect(verification.orders == documents.count)

        let decisions = try await world.decisions()
        let deliveries = try await world.count("SELECT count(*) FROM delivery")
        let rebuilt = try await world.rebuild.rebuild()
        #expect(rebuilt.generation == 2)
        #expect(rebuilt.differenceCount == 0)
        #expect(try await world.documents() == documents)
        #expect(try await world.decisions() == decisions, "a rebuild decides nothing")
        #expect(try await world.count("SELECT count(*) FROM delivery") == deliveries, "a rebuild sends nothing")
    }

    @Test("A rebuilt generation goes on with what arrives afterwards")
    func rebuiltGenerationGoesOn() async throws {
        let world = World()
        let messages = SampleWorld.histories(
            .init(orders: 40, seed: 3, quirks: false, shuffle: false, duplicates: false)
        )
        .flatMap { $0 }.map(\.json)
        try await world.append(Array(messages.prefix(messages.count / 2)))
        try await world.project()
        _ = try await world.rebuild.rebuild()
        try await world.append(Array(messages.dropFirst(messages.count / 2)))
        try await world.project()
        #expect(try await world.rebuild.verify().differenceCount == 0)
        _ = try await world.rebuild.rebuild()
        #expect(try await world.count("SELECT count(*) FROM generation") == 2, "one serves, one is kept for a return")
    }

    @Test("Any page size, number of workers and number of nodes end in the same state and the same decisions")
    func anyBatchAndWorkers() async throws {
        let options = SampleWorld.Options(orders: 60, seed: 11, quirks: true, shuffle: true, duplicates: true)
        let messages = SampleWorld.histories(options).flatMap { $0 }.map(\.json)
        var results: [[String]] = []
        for (workers, page, services) in [(1, 1000, 1), (2, 7, 1), (4, 1, 1), (2, 50, 3)] {
            try await withDatabase(isMigrated: true) { database in
                let world = World(database: database)
                try await world.append(messages)
                try await world.project(workers: workers, page: page, services: services)
                results.append(try await world.documents() + world.decisions())
            }
        }
        for other in results.dropFirst() { #expect(other == results[0]) }
    }

    @Test("History is recorded and nobody is told")
    func historyTellsNobody() async throws {
        let world = World()
        let messages = SampleWorld.histories(
            .init(orders: 30, seed: 5, quirks: false, shuffle: false, duplicates: false)
        )
        .flatMap { $0 }.map(\.json)
        try await world.append(messages, isHistorical: true)
        try await world.project()
        #expect(try await world.count("SELECT count(*) FROM delivery") == 0)
        #expect(try await world.count("SELECT count(*) FROM communication") > 30)
        #expect(
            try await world.count("SELECT count(*) FROM communication WHERE reason <> 'historical_import'") == 0)
    }
}
