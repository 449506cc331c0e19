import Communications
import HeraldTesting
import OMSMessages
import OrderModel
import Postgres
import SampleWorld
import Schema
import Testing

@testable import Projection

/// What a history saves itself is nothing that it tells.
@Suite("Histories of orders", .database)
struct OrderHistoryTests {
    private static let policy: Policy = {
        var channel = ChannelPolicy()
        channel.maxAge = Int(Int32.max)
        channel.orderConfirmationOwner = .service
        channel.defaultDeliveryChannels = ["mailbox", "second"]
        return Policy(others: channel)
    }()

    /// The ids of all orders of a quirky world whose messages came in any order, and their shards.
    private func orders(_ world: World) async throws -> [(id: String, shard: Int16)] {
        let messages = SampleWorld.histories(
            .init(orders: 150, seed: 11, quirks: true, shuffle: true, duplicates: true)
        ).flatMap { $0 }
        try await world.append(messages.map(\.json))
        return try await world.database.pool.withConnection { connection in
            try connection.query(
                Statement(name: "", sql: "SELECT DISTINCT order_id, shard FROM message WHERE order_id IS NOT NULL")
            ).map { (try $0.string(0), try $0.int16(1)) }
        }
    }

    /// The same messages read one by one, and folded without anything kept from one for the next.
    private func plainFold(
        _ order: String, _ shard: Int16, _ rules: ProjectionRules, on connection: isolated Connection
    ) throws -> (projection: FamilyProjection, transitions: [[Transition]]) {
        let reader = OMSMessageReader.forFolding()
        var projection = FamilyProjection(shard: shard, family: OrderFamily(orderID: order))
        var transitions: [[Transition]] = []
        for row in try connection.query(SQL.orderMessages, [shard, order, Int64.max]) {
            projection.apply(try FoldedMessage(row, reader: reader).content.get(), rules) { _, outcome, _ in
                if case .folded(let fold) = outcome { transitions.append(fold.transitions) }
            }
        }
        return (projection, transitions)
    }

    private func history(
        _ order: String, _ shard: Int16, _ rules: ProjectionRules, on connection: isolated Connection
    ) throws -> OrderHistory {
        let stream = try connection.orderStream(order, shard: shard, through: .max, rules: rules)
        return OrderHistory(folding: stream, of: order, shard: shard, through: .now, keepsStates: true)
    }

    @Test("It tells what a plain fold tells, whether it decides or not, and marks the messages that change something")
    func equality() async throws {
        let world = World(policy: Self.policy)
        let orders = try await orders(world)
        #expect(orders.count > 150)
        let rules = ProjectionRules(policy: Self.policy)
        let (changing, others) = try await world.database.pool.withConnection { connection in
            var counts = (changing: 0, others: 0)
            for order in orders {
                let plain = try plainFold(order.id, order.shard, rules, on: connection)
                let deciding = try history(order.id, order.shard, rules, on: connection)
                let telling = try history(order.id, order.shard, rules.withoutDecisions, on: connection)
                #expect(deciding.communications == plain.projection.decided)
                #expect(telling.communications.isEmpty)
                for history in [deciding, telling] {
                    #expect(history.family == plain.projection.family)
                    let steps = history.entries.flatMap(\.steps)
                    var transitions: [[Transition]] = []
                    for step in steps {
                        guard case .folded(let fold) = step.outcome else {
                            #expect(!step.isChange)
                            continue
                        }
                        transitions.append(fold.transitions)
                        #expect(step.isChange == (step.before != step.after), "\(order.id) \(step.entry.position)")
                        if step.isChange { counts.changing += 1 } else { counts.others += 1 }
                    }
                    #expect(transitions == plain.transitions)
                }
            }
            return counts
        }
        #expect(changing > 1000 && others > 10)
    }

    @Test("Communications of an order are read with all of their deliveries, as they are one by one")
    func deliveries() async throws {
        let world = World(policy: Self.policy)
        let orders = try await orders(world)
        try await world.project()
        let queries = CommunicationQueries(pool: world.database.pool)
        var found: [Int: Int] = [:]
        for order in orders {
            for communication in try await queries.communications(ofOrder: order.id, shard: order.shard) {
                #expect(try await queries.communication(communication.id) == communication)
                found[communication.deliveries.count, default: 0] += 1
            }
        }
        #expect(Set(found.keys) == [0, 2], "\(found)")
        #expect(try await world.count("SELECT count(*) FROM communication") == found.values.reduce(0, +))
    }
}
