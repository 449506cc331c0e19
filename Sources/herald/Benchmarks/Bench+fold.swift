import EventLog
import HeraldConfiguration
import OMSMessages
import OrderModel
import Projection
import SampleWorld

extension Bench {
    /// What folding costs without a database, on one core: reading messages, folding and deciding, writing the documents of
    /// the orders. What one core does of it bounds one worker of a projection or replay, whatever the database does.
    func measureFolding(_ lines: [[UInt8]], into results: inout BenchResults) throws {
        let reader = OMSMessageReader.forFolding()
        let clock = ContinuousClock()
        var shards = [[[UInt8]]](repeating: [], count: node.shards)
        for line in lines {
            guard let orderID = try reader.envelope(of: line).orderID else { continue }
            shards[Int(ShardHash.shard(ofOrder: orderID, among: node.shards))].append(line)
        }
        let count = shards.reduce(0) { $0 + $1.count }

        // Shard by shard in turns, so that a machine that is slow for a while is slow for all alike.
        Terminal.progress("reading and folding messages")
        let rules = ProjectionRules(policy: node.configuration.policy)
        var (readTime, foldTime, writeTime) = (Duration.zero, Duration.zero, Duration.zero)
        var (orders, communications) = (0, 0)
        var json = JSONWriter(reservingCapacity: 4096)
        for shard in shards {
            readTime += try clock.measure { for line in shard { _ = try reader.message(from: line) } }
            // Order by order, where a replay folds in log order: so each order can be written when it is done, and nothing
            // but the two measured steps is in the figures. Finding the order's state again is not.
            var byOrder: [String: [[UInt8]]] = [:]
            for line in shard { byOrder[try reader.envelope(of: line).orderID ?? "", default: []].append(line) }
            for (orderID, lines) in byOrder {
                let projection: FamilyProjection
                let time: Duration
                (projection, time) = try Self.fold(lines, of: orderID, reader, rules)
                foldTime += time
                communications += projection.decided.count
                writeTime += clock.measure {
                    for order in projection.family.orders {
                        json.removeAll()
                        order.writeDocument(to: &json)
                        orders += 1
                    }
                }
            }
        }
        results.add("in memory, one core: messages read", count, in: readTime)
        let read = results.figures.last
        results.add("in memory, one core: read, folded and decided", count, in: foldTime, limit: read)
        results.add(
            "in memory, one core: the same, and documents written", count, in: foldTime + writeTime, limit: read)
        let folded = results.figures[results.figures.endIndex - 2]
        for count in [1_000, 10_000] {
            Terminal.progress("folding one order of \(Figures.grouped(count)) messages")
            let (_, time) = try Self.fold(RestlessOrder.messages(count), of: RestlessOrder.id, reader, rules)
            results.add(
                "in memory, one core: one order of \(Figures.grouped(count)) messages", count, in: time, limit: folded)
        }
        results.environment.append(("orders", Figures.grouped(orders)))
        results.environment.append(("communications", Figures.grouped(communications)))
    }

    /// Reads the messages of an order, folds them and decides what follows.
    private static func fold(
        _ lines: [[UInt8]], of orderID: String, _ reader: OMSMessageReader, _ rules: ProjectionRules
    ) throws -> (FamilyProjection, Duration) {
        var projection = FamilyProjection(shard: 0, family: OrderFamily(orderID: orderID))
        var memory: SnapshotMemory?
        let time = try ContinuousClock().measure {
            for (index, line) in lines.enumerated() {
                let message = try unsafe line.withUnsafeBytes {
                    try unsafe reader.message(from: $0, knowing: &memory)
                }
                let entry = LogEntry(
                    position: Int64(index + 1), receivedAt: Timestamp(microseconds: 1_780_000_000_000_000),
                    isHistorical: false, message: message)
                projection.apply(entry, rules)
            }
        }
        return (projection, time)
    }
}
