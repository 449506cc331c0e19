import Communications
import HeraldTesting
import OMSMessages
import OrderModel
import Projection
import SampleWorld
import Testing

/// An order of which very much is said costs as much a message as any other: what is kept of it has a limit.
@Suite("An order with thousands of messages", .database)
struct RestlessOrderTests {
    @Test("Its document stops growing")
    func document() throws {
        let reader = OMSMessageReader.forFolding()
        let rules = ProjectionRules(policy: Policy())
        var projection = FamilyProjection(shard: 0, family: OrderFamily(orderID: RestlessOrder.id))
        var sizes: [Int: Int] = [:]
        for (index, payload) in RestlessOrder.messages(2_400).enumerated() {
            projection.apply(
                LogEntry(
                    position: Int64(index + 1), receivedAt: Timestamp(microseconds: 1_772_431_200_000_000),
                    isHistorical: false, message: try reader.message(from: payload)), rules)
            guard [60, 1_200, 2_400].contains(index + 1) else { continue }
            var json = JSONWriter()
            projection.family.orders[0].writeDocument(to: &json)
            sizes[index + 1] = json.bytes.count
        }
        #expect(sizes[60]! < sizes[1_200]!, "what was said is kept for a while")
        // As long as a history of statuses may be, and a little for numbers that have more digits.
        #expect(sizes[2_400]! < 140 * StatusHistory.limit)
        #expect(projection.decided.filter { $0.kind.name == "payment_capture_failed" }.count == 1_200)
    }

    @Test("Page by page and in one go it comes to the same, and each failure is told once")
    func projected() async throws {
        let world = World()
        try await world.append(RestlessOrder.messages(1_200))
        try await world.project(page: 100)
        let told = try await world.count("SELECT count(*) FROM communication WHERE kind = 'payment_capture_failed'")
        #expect(told == 600)
        let verified = try await world.rebuild.verify()
        #expect(verified.differences.isEmpty)
        #expect(verified.messages == 1_200)
    }
}
