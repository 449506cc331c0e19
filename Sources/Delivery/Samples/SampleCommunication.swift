public import Communications
import OMSMessages
import OrderModel
import Postgres
public import Projection
import SampleWorld

/// A communication of an invented order.
public enum SampleCommunication {
    /// Orders of the invented shop to look through; the rarest kind comes far earlier.
    private static let orders = 500

    /// - Parameters:
    ///   - salesChannel: whose policy it is shown with; nil: the invented one.
    ///   - shop: the shop that it speaks of.
    /// - Throws: when the invented shop has no such communication.
    public static func make(
        _ kind: Kind, salesChannel: String?, shop: ShopDetails = ShopDetails()
    ) throws -> StoredCommunication {
        guard var found = try find([kind], shop: shop)[kind] else { throw NoSample(kind: kind.name) }
        if let salesChannel { found.salesChannel = salesChannel }
        // An id of its own: no receiver should know it.
        found.id = PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
        return found
    }

    /// One of every kind that the invented shop has.
    /// - Parameter shop: the shop that they speak of.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile: it is some work.
    public static func all(shop: ShopDetails) throws -> [Kind: StoredCommunication] { try find(Kind.all, shop: shop) }

    private static func find(_ kinds: [Kind], shop: ShopDetails) throws -> [Kind: StoredCommunication] {
        var channel = ChannelPolicy()
        channel.shop = shop
        channel.orderConfirmationOwner = .service
        channel.maxAge = Int(Int32.max)
        let rules = ProjectionRules(policy: Policy(others: channel))
        let reader = OMSMessageReader()
        var world = SampleWorld(SampleWorld.Options(orders: orders, seed: 1))
        var families: [String: FamilyProjection] = [:]
        var found: [Kind: StoredCommunication] = [:]
        var position: Int64 = 0
        while found.count < kinds.count, let line = world.next() {
            try Task.checkCancellation()
            guard let orderID = try reader.envelope(of: line).orderID else { continue }
            position += 1
            let message = try unsafe reader.message(from: line.span.bytes)
            let entry = LogEntry(
                position: position, receivedAt: Timestamp(microseconds: SampleWorld.defaultStartDate),
                isHistorical: false, message: message)
            var family = families[orderID] ?? FamilyProjection(shard: 0, family: OrderFamily(orderID: orderID))
            let known = family.decided.count
            family.apply(entry, rules)
            for decided in family.decided.dropFirst(known)
            where decided.disposition == .pending && kinds.contains(decided.kind) && found[decided.kind] == nil {
                found[decided.kind] = StoredCommunication(decided)
            }
            families[orderID] = family
        }
        return found
    }

    struct NoSample: Error, CustomStringConvertible {
        let kind: String
        var description: String { "the invented shop has no \(kind); name an order with --order" }
    }
}
