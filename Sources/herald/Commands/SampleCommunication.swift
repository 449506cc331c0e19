import Communications
import OMSMessages
import OrderModel
import Postgres
import Projection
import SampleWorld

/// A communication of an invented order.
enum SampleCommunication {
    /// Orders of the invented shop to look through; the rarest kind comes far earlier.
    private static let orders = 500

    /// - Parameter salesChannel: whose policy it is shown with; nil: the invented one.
    /// - Throws: when the invented shop has no such communication.
    static func make(_ kind: Kind, salesChannel: String?) throws -> StoredCommunication {
        var channel = ChannelPolicy()
        channel.orderConfirmationOwner = .service
        channel.maxAge = Int(Int32.max)
        let rules = ProjectionRules(policy: Policy(others: channel))
        let reader = OMSMessageReader()
        var world = SampleWorld(SampleWorld.Options(orders: orders, seed: 1))
        var families: [String: FamilyProjection] = [:]
        var position: Int64 = 0
        while let line = world.next() {
            guard let orderID = try reader.envelope(of: line).orderID else { continue }
            position += 1
            let message = try unsafe reader.message(from: line.span.bytes)
            let entry = LogEntry(
                position: position, receivedAt: Timestamp(microseconds: SampleWorld.defaultStartDate),
                isHistorical: false, message: message)
            var family = families[orderID] ?? FamilyProjection(shard: 0, family: OrderFamily(orderID: orderID))
            family.apply(entry, rules)
            if var found = family.decided.last(where: { $0.kind == kind && $0.disposition == .pending }) {
                if let salesChannel { found.salesChannel = salesChannel }
                // An id of its own: no receiver should know it.
                found.id = PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)).description
                if let stored = StoredCommunication(found) { return stored }
            }
            families[orderID] = family
        }
        throw NoSample(kind: kind.name)
    }

    struct NoSample: Error, CustomStringConvertible {
        let kind: String
        var description: String { "the invented shop has no \(kind); name an order with --order" }
    }
}
